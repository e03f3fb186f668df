//! An estimate of cycles on a Cortex-M4F, from the instructions that QEMU traces: it knows nothing of wait states
//! of the flash.

use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use crate::board::M4F;

/// Instructions and cycles of a step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cost {
    /// Instructions.
    pub instructions: u64,
    /// Cycles, estimated.
    pub cycles: u64,
}

/// The cost of the last usual step with each solver, by the name of its mark.
///
/// # Panics
/// If the program fails.
pub fn estimate(program: &Path) -> BTreeMap<String, Cost> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let trace = folder.path().join("trace");
    let run = M4F.run_traced(program, &trace);
    assert_eq!(run.status, Some(0), "the program of the trace");
    let mut reader = Reader::default();
    for line in BufReader::new(File::open(trace).expect("a trace")).lines() {
        reader.line(&line.expect("text"));
    }
    assert_eq!(reader.costs.len(), 2, "the trace shows a step with each solver");
    reader.costs
}

/// One translated block of the trace.
#[derive(Clone, Debug, Default)]
struct Block {
    start: u32,
    end: u32,
    cost: Cost,
    /// Cycles more if the block's last instruction is a branch that is taken.
    taken: u64,
}

/// Reads a trace line by line: the instructions of a block before it first runs, then a line for each run.
#[derive(Debug, Default)]
struct Reader {
    pending: Vec<Instruction>,
    blocks: HashMap<String, Block>,
    last: Option<Block>,
    mark: Option<String>,
    cost: Cost,
    costs: BTreeMap<String, Cost>,
}

impl Reader {
    fn line(&mut self, line: &str) {
        if let Some(instruction) = line.strip_prefix("0x") {
            self.pending.extend(parse(instruction));
        } else if line.starts_with("IN:") {
            self.pending.clear();
        } else if let Some(run) = line.strip_prefix("Trace 0: ") {
            self.run(run);
        } else if line.starts_with("Stopped execution") {
            // The block named last did not run.
            if let Some(block) = self.last.take() {
                self.cost.instructions -= block.cost.instructions;
                self.cost.cycles -= block.cost.cycles;
            }
        }
    }

    fn run(&mut self, run: &str) {
        let mut words = run.split(' ');
        let (Some(key), Some(state), name) = (words.next(), words.next(), words.next()) else { return };
        if !self.pending.is_empty() {
            self.blocks.insert(key.to_owned(), block(&std::mem::take(&mut self.pending)));
        }
        let block = self.blocks.get(key).cloned().unwrap_or_default();
        let start = state.split('/').nth(1).and_then(|pc| u32::from_str_radix(pc, 16).ok());
        assert_eq!(start, Some(block.start), "the trace names a block that it has not shown: {run}");
        if self.last.as_ref().is_some_and(|last| last.end != block.start) {
            self.cost.cycles += self.last.as_ref().map_or(0, |last| last.taken);
        }
        match name.and_then(|name| name.strip_prefix("mark_")) {
            Some("end") => {
                if let Some(mark) = self.mark.take() {
                    self.costs.insert(mark, self.cost);
                }
            }
            Some(mark) => {
                self.mark = Some(mark.replace('_', "-"));
                self.cost = Cost::default();
            }
            None => {}
        }
        self.cost.instructions += block.cost.instructions;
        self.cost.cycles += block.cost.cycles;
        self.last = Some(block);
    }
}

/// An instruction: where it begins and ends, and its text.
type Instruction = (u32, u32, String);

/// Reads `00000400:  f01c fd69  bl       #0x1ced6`.
fn parse(line: &str) -> Option<Instruction> {
    let (address, rest) = line.split_once(':')?;
    let (bytes, text) = rest.trim().split_once("  ")?;
    let length = 2 * bytes.split_whitespace().count() as u32;
    let begin = u32::from_str_radix(address, 16).ok()?;
    Some((begin, begin + length, text.split_whitespace().collect::<Vec<_>>().join(" ")))
}

fn block(instructions: &[Instruction]) -> Block {
    let start = instructions.first().map_or(0, |(begin, ..)| *begin);
    let mut block = Block { start, ..Block::default() };
    let mut pipelined = false;
    for (_, end, text) in instructions {
        let timing = timing(text);
        let overlap = u64::from(pipelined && timing.single_transfer);
        block.cost.cycles += timing.cycles - overlap;
        block.cost.instructions += 1;
        block.taken = timing.taken;
        block.end = *end;
        pipelined = timing.single_transfer;
    }
    block
}

struct Timing {
    cycles: u64,
    taken: u64,
    /// Of single loads and stores in a row all but the first take one cycle.
    single_transfer: bool,
}

/// Refilling the pipeline takes 1 to 3 cycles.
const REFILL: u64 = 2;
/// Division of integers takes 2 to 12 cycles, by the number of leading zeros.
const DIVISION: u64 = 7;

/// Cycles of an instruction.
///
/// # Source
/// Arm, *Cortex-M4 Technical Reference Manual* r0p1, tables 3-1 and 7-1.
fn timing(text: &str) -> Timing {
    let (mnemonic, operands) = text.split_once(' ').unwrap_or((text, ""));
    let is = |names: &[&str]| names.iter().any(|name| mnemonic.starts_with(name));
    let mut timing = Timing { cycles: 1, taken: 0, single_transfer: false };
    let to_pc = operands.contains("pc}") || operands.starts_with("pc,");
    if is(&["vldm", "vstm", "vpush", "vpop", "push", "pop", "ldm", "stm"]) {
        timing.cycles = 1 + listed(operands);
    } else if is(&["ldrd", "strd"]) {
        timing.cycles = 3;
    } else if is(&["ldr", "str", "vldr", "vstr"]) {
        timing.cycles = 2;
        timing.single_transfer = true;
    } else if is(&["vmla", "vmls", "vnmla", "vnmls", "vfma", "vfms"]) {
        timing.cycles = 3;
    } else if is(&["vdiv", "vsqrt"]) {
        timing.cycles = 14;
    } else if is(&["mla", "mls"]) {
        timing.cycles = 2;
    } else if is(&["udiv", "sdiv"]) {
        timing.cycles = DIVISION;
    }
    let branches = is(&["cbz", "cbnz", "tbb", "tbh", "bx", "blx", "bl"]) || is_plain_branch(mnemonic);
    timing.taken = if branches || to_pc { REFILL } else { 0 };
    timing
}

/// b, and b with a condition: not bic, bfi, bfc.
fn is_plain_branch(mnemonic: &str) -> bool {
    let Some(condition) = mnemonic.trim_end_matches(".w").strip_prefix('b') else { return false };
    ["", "eq", "ne", "hs", "lo", "mi", "pl", "vs", "vc", "hi", "ls", "ge", "lt", "gt", "le"]
        .contains(&condition)
}

/// Registers in a list `{r4-r6, lr}`.
fn listed(operands: &str) -> u64 {
    let list =
        operands.split_once('{').and_then(|(_, rest)| rest.split_once('}')).map_or("", |(list, _)| list);
    let number = |register: &str| register.trim().trim_start_matches(['r', 's', 'd']).parse::<u64>();
    let registers = list.split(',').map(|part| match part.split_once('-') {
        Some((first, last)) => match (number(first), number(last)) {
            (Ok(first), Ok(last)) => last - first + 1,
            _ => 1,
        },
        None => 1,
    });
    // A double-precision register is two words.
    registers.sum::<u64>() * if list.trim_start().starts_with('d') { 2 } else { 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instructions_take_what_the_manual_says() {
        for (text, cycles, taken) in [
            ("vmla.f32 s0, s1, s2", 3, 0),
            ("vmul.f32 s0, s1, s2", 1, 0),
            ("vadd.f32 s0, s1, s2", 1, 0),
            ("vdiv.f32 s0, s1, s2", 14, 0),
            ("vldr s0, [r0]", 2, 0),
            ("vldmia r0!, {s0, s1, s2, s3}", 5, 0),
            ("vpush {d8, d9}", 5, 0),
            ("push {r4, r5, r6, r7, lr}", 6, 0),
            ("pop {r4, pc}", 3, REFILL),
            ("bne #0x412", 1, REFILL),
            ("bic r0, r1, r2", 1, 0),
            ("blo.w #0x412", 1, REFILL),
            ("bls #0x412", 1, REFILL),
            ("adds r0, r1, r2", 1, 0),
        ] {
            let timing = timing(text);
            assert_eq!((timing.cycles, timing.taken), (cycles, taken), "{text}");
        }
    }

    #[test]
    fn a_trace_is_summed_between_its_marks() {
        let mut reader = Reader::default();
        let trace = "IN: mark_a\n0x00000010:  bf00       nop      \n\n\
            Trace 0: 0x1 [0/00000010/0/0] mark_a\n\
            IN: work\n0x00000020:  6802       ldr      r2, [r0]\n0x00000022:  6802       ldr      r2, [r0]\n\
            0x00000024:  d1fc       bne      #0x20\n\nTrace 0: 0x2 [0/00000020/0/0] work\n\
            Trace 0: 0x2 [0/00000020/0/0] work\nIN: mark_end\n0x00000026:  bf00       nop      \n\n\
            Trace 0: 0x3 [0/00000026/0/0] mark_end";
        trace.lines().for_each(|line| reader.line(line));
        // nop, then twice: two loads in a row and a branch, taken the first time.
        assert_eq!(reader.costs["a"], Cost { instructions: 7, cycles: 1 + 2 * (2 + 1 + 1) + REFILL });
    }
}
