//! The adapter for programs in C.
//!
//! Memory belongs to the caller: a block of [`ngd_adapter_bytes`] bytes, aligned to eight, which stays where it is from
//! [`ngd_begin`] on, as it holds pointers into itself. One adapter is used by one thread or interrupt at a time. Every function
//! that takes pointers says what they must be; null, a misaligned block and a wrong size are answered by a [`Status`]. A
//! pointer that is neither null nor valid cannot be found out: that is what is unsafe here.
#![cfg_attr(target_os = "none", no_std)]
// The only crate of this project beside the drivers of the devices that has unsafe code: C knows no lifetimes.
#![expect(unsafe_code, reason = "pointers from C")]

use core::ffi::{c_char, c_void};
use core::mem::{align_of, size_of};
use core::slice;

use ngd_core::adapt::{Active, Adapter, Footprint, Limits, Reading, Refusal, Settings};
use ngd_core::checkpoint::{Checkpoint, Tag, Writer};
use ngd_core::state::Words;
use ngd_core::{Mlp, Real};

/// Inputs of a model. The library is compiled for this number; models of one output.
pub const NGD_INPUTS: usize = 4;

/// What became of a call. Nothing has changed unless it is NGD_STATUS_OK.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Done.
    Ok = 0,
    /// A pointer is null.
    Null = 1,
    /// The memory is not aligned to eight bytes.
    Alignment = 2,
    /// The memory, or the room for a checkpoint, is too small.
    Size = 3,
    /// The memory holds no adapter: call ngd_begin.
    NotBegun = 4,
    /// The bytes are no model with NGD_INPUTS inputs and one output in single precision, or they are damaged.
    Model = 5,
    /// The noise is not positive, a lower limit not below its upper one, or a choice out of its range.
    Sensor = 6,
    /// The bytes are no checkpoint of this adapter, or they are damaged.
    Checkpoint = 7,
}

/// What became of an observation.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Learnt from.
    Learnt = 0,
    /// No news: nothing to learn.
    Known = 1,
    /// Refused: not finite.
    NotFinite = 2,
    /// Refused: at a limit.
    AtLimit = 3,
    /// Refused: the sensor is stuck.
    Stuck = 4,
    /// Refused: an outlier.
    Outlier = 5,
    /// Refused: told not to learn.
    Held = 6,
}

/// What is known of a sensor, in normalized units.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct Sensor {
    /// Standard deviation of a reading around the model; rather too large than too small.
    pub noise: f32,
    /// Lower and upper limit of each input.
    pub input_limits: [[f32; 2]; NGD_INPUTS],
    /// Lower and upper limit of the reading.
    pub output_limits: [f32; 2],
    /// So many equal readings in a row while the prediction moves are a stuck sensor; 0 for never, 3 is usual.
    pub stuck: u8,
    /// Whether only the last layer of the network adapts.
    pub last_layer: bool,
    /// How much of the last step is expected to go on, 0 to below 1; 0 is usual.
    pub momentum: f32,
}

/// What became of an observation.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct Outcome {
    /// Whether it was learnt from, or why not.
    pub verdict: Verdict,
    /// Whether the last good parameters have returned.
    pub rolled_back: bool,
    /// Reading minus prediction; zero if it was refused.
    pub innovation: f32,
    /// The standard deviation that was expected of it; zero if it was refused.
    pub deviation: f32,
}

/// A prediction.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct Prediction {
    /// What the model says.
    pub value: f32,
    /// Its standard deviation.
    pub deviation: f32,
    /// That of a reading.
    pub deviation_of_reading: f32,
}

/// The beginning of the caller's memory; θ₀ and the adapter's words follow.
struct Handle {
    mark: u32,
    network: Mlp<NGD_INPUTS>,
    adapter: Adapter<'static, f32, NGD_INPUTS>,
    words: usize,
}

const MARK: u32 = 0x4e47_4441;

/// What is needed for a network, by the settings that take most.
fn bytes(network: &Mlp<NGD_INPUTS>) -> usize {
    let words = Footprint::of(network, Active::All).with_momentum().words();
    size_of::<Handle>().next_multiple_of(8) + size_of::<f32>() * (network.parameters() + words)
}

fn network(model: &Checkpoint<'_>) -> Option<Mlp<NGD_INPUTS>> {
    let network = model.shape().ok()?.network().ok()?;
    (model.numbers::<f32>(Tag::THETA).ok()?.len() == network.parameters()).then_some(network)
}

/// # Safety
/// `bytes` is null or points to `len` bytes that can be read for as long as the slice lives.
unsafe fn slice_of<'a>(bytes: *const u8, len: usize) -> Option<&'a [u8]> {
    // SAFETY: not null, and the caller promises the rest.
    (!bytes.is_null()).then(|| unsafe { slice::from_raw_parts(bytes, len) })
}

/// The adapter in a memory, with its words.
///
/// # Safety
/// `memory` is null or points to a block that was handed to [`ngd_begin`], or at least to the bytes of a handle, and nothing else
/// uses it meanwhile.
unsafe fn adapter<'a>(memory: *mut c_void) -> Result<(&'a mut Handle, &'a mut [f32]), Status> {
    if memory.is_null() {
        return Err(Status::Null);
    }
    if !memory.cast::<u64>().is_aligned() {
        return Err(Status::Alignment);
    }
    // SAFETY: aligned, and as many bytes as a handle has, by the caller's promise. Only the mark is read before it is known that
    // a handle lies there: it is the first to be written and the first field to be looked at.
    let mark = unsafe { (&raw const (*memory.cast::<Handle>()).mark).read() };
    if mark != MARK {
        return Err(Status::NotBegun);
    }
    // SAFETY: `ngd_begin` has put a handle here, whose words follow θ₀ within the block.
    unsafe {
        let handle = &mut *memory.cast::<Handle>();
        let first = memory.cast::<u8>().add(size_of::<Handle>().next_multiple_of(8)).cast::<f32>();
        let words = slice::from_raw_parts_mut(first.add(handle.network.parameters()), handle.words);
        Ok((handle, words))
    }
}

/// The bytes of memory that an adapter of this model needs; 0 if the bytes are no model for this library.
///
/// # Safety
/// `model` is null or points to `model_bytes` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ngd_adapter_bytes(model: *const u8, model_bytes: usize) -> usize {
    // SAFETY: as promised to this function.
    let model = unsafe { slice_of(model, model_bytes) };
    let model = model.and_then(|model| Checkpoint::read(model).ok());
    model.and_then(|model| network(&model)).map_or(0, |network| bytes(&network))
}

/// Makes an adapter of a model in a memory of ngd_adapter_bytes bytes, aligned to eight. The model is not needed afterwards; the
/// memory must stay where it is.
///
/// # Safety
/// `memory` is null or points to `memory_bytes` bytes that nothing else uses, `model` is null or points to `model_bytes`
/// bytes, `sensor` is null or valid.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ngd_begin(
    memory: *mut c_void,
    memory_bytes: usize,
    model: *const u8,
    model_bytes: usize,
    sensor: *const Sensor,
) -> Status {
    // SAFETY: null, or valid as promised to this function.
    let (model, sensor) = match unsafe { (slice_of(model, model_bytes), sensor.as_ref()) } {
        (Some(model), Some(sensor)) if !memory.is_null() => (model, sensor),
        _ => return Status::Null,
    };
    if !memory.cast::<u64>().is_aligned() || align_of::<Handle>() > 8 {
        return Status::Alignment;
    }
    let Ok(model) = Checkpoint::read(model) else { return Status::Model };
    let Some(network) = network(&model) else { return Status::Model };
    if memory_bytes < bytes(&network) {
        return Status::Size;
    }
    let first = size_of::<Handle>().next_multiple_of(8);
    // SAFETY: the block has as many bytes, is aligned to eight, and no one else uses it. Any bytes are numbers.
    let (deployed, rest) = unsafe {
        let theta = memory.cast::<u8>().add(first).cast::<f32>();
        let rest = (memory_bytes - first) / size_of::<f32>() - network.parameters();
        (
            slice::from_raw_parts_mut(theta, network.parameters()),
            slice::from_raw_parts_mut(theta.add(network.parameters()), rest),
        )
    };
    if model.numbers_into(Tag::THETA, deployed).is_err() {
        return Status::Model;
    }
    let limits = Limits { inputs: sensor.input_limits, outputs: [sensor.output_limits] };
    let mut settings = Settings::new([sensor.noise], limits);
    (settings.stuck, settings.momentum) = (sensor.stuck, sensor.momentum);
    let active = if sensor.last_layer { Active::last_layer(&network) } else { Active::All };
    let Ok(mut adapter) = Adapter::new(&network, deployed, active, settings) else { return Status::Sensor };
    let words = adapter.footprint().words();
    let Some(memory_of_adapter) = rest.get_mut(..words) else { return Status::Size };
    if adapter.begin(memory_of_adapter).is_err() {
        return Status::Size;
    }
    // SAFETY: the block begins with room for a handle. θ₀ lies behind it and is not written again.
    unsafe { memory.cast::<Handle>().write(Handle { mark: MARK, network, adapter, words }) };
    Status::Ok
}

/// Takes an observation: NGD_INPUTS inputs and a reading. `outcome` may be null.
///
/// # Safety
/// `memory` was begun, or is null; `x` is null or points to NGD_INPUTS numbers, `outcome` is null or valid.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ngd_observe(
    memory: *mut c_void,
    x: *const f32,
    y: f32,
    outcome: *mut Outcome,
) -> Status {
    // SAFETY: null, or as promised to this function.
    let (x, (handle, words)) = match unsafe { (x.cast::<[f32; NGD_INPUTS]>().as_ref(), adapter(memory)) } {
        (Some(x), Ok(adapter)) => (x, adapter),
        (_, Err(status)) => return status,
        (None, _) => return Status::Null,
    };
    let Ok(result) = handle.adapter.observe(&handle.network, x, &[y], words) else { return Status::NotBegun };
    // SAFETY: null, or valid as promised.
    if let Some(outcome) = unsafe { outcome.as_mut() } {
        *outcome = outcome_of(&result);
    }
    Status::Ok
}

fn outcome_of(result: &ngd_core::adapt::Outcome<f32>) -> Outcome {
    use ngd_core::adapt::Outcome::{Accepted, Refused, RolledBack};
    let innovation = result.innovation(0);
    let verdict = match result {
        Refused(refusal)
        | Accepted([Reading::Refused(refusal)])
        | RolledBack([Reading::Refused(refusal)]) => match refusal {
            Refusal::NotFinite => Verdict::NotFinite,
            Refusal::AtLimit => Verdict::AtLimit,
            Refusal::Stuck => Verdict::Stuck,
            Refusal::Outlier => Verdict::Outlier,
            Refusal::Held => Verdict::Held,
        },
        Accepted([Reading::Known(_)]) | RolledBack([Reading::Known(_)]) => Verdict::Known,
        Accepted([Reading::Learnt(_)]) | RolledBack([Reading::Learnt(_)]) => Verdict::Learnt,
    };
    Outcome {
        verdict,
        rolled_back: result.is_rolled_back(),
        innovation: innovation.map_or(0.0, |innovation| innovation.error),
        deviation: innovation.map_or(0.0, |innovation| innovation.deviation()),
    }
}

/// What the model predicts at NGD_INPUTS inputs, and how well it is known.
///
/// # Safety
/// `memory` was begun, or is null; `x` is null or points to NGD_INPUTS numbers, `prediction` is null or valid.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ngd_predict(
    memory: *mut c_void,
    x: *const f32,
    prediction: *mut Prediction,
) -> Status {
    // SAFETY: null, or as promised to this function.
    let (x, prediction) = match unsafe { (x.cast::<[f32; NGD_INPUTS]>().as_ref(), prediction.as_mut()) } {
        (Some(x), Some(prediction)) => (x, prediction),
        _ => return Status::Null,
    };
    // SAFETY: null, or begun, as promised to this function.
    let (handle, words) = match unsafe { adapter(memory) } {
        Ok(adapter) => adapter,
        Err(status) => return status,
    };
    let Ok([found]) = handle.adapter.predict(&handle.network, x, words) else { return Status::NotBegun };
    *prediction = Prediction {
        value: found.value,
        deviation: Real::sqrt(found.variance),
        deviation_of_reading: Real::sqrt(found.variance_of_reading),
    };
    Status::Ok
}

/// While `hold` is true no reading is learnt from.
///
/// # Safety
/// `memory` was begun, or is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ngd_hold(memory: *mut c_void, hold: bool) -> Status {
    // SAFETY: as promised to this function.
    match unsafe { adapter(memory) } {
        Ok((handle, _)) => {
            handle.adapter.hold = hold;
            Status::Ok
        }
        Err(status) => status,
    }
}

/// The bytes of a checkpoint; 0 if the memory holds no adapter.
///
/// # Safety
/// `memory` was begun, or is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ngd_checkpoint_bytes(memory: *mut c_void) -> usize {
    // SAFETY: as promised to this function.
    let Ok((handle, words)) = (unsafe { adapter(memory) }) else { return 0 };
    let Ok(mut snapshot) = handle.adapter.snapshot(words) else { return 0 };
    let Words { reals, counts } = Words::of(&mut snapshot);
    // Head, checksum, the heads of two sections, the shape.
    12 + 4 + 2 * 8 + 6 + 2 * handle.network.widths().len() + 4 * (reals + counts)
}

/// Writes everything that the adapter remembers into ngd_checkpoint_bytes bytes.
///
/// # Safety
/// `memory` was begun, or is null; `checkpoint` is null or points to `bytes` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ngd_save(memory: *mut c_void, checkpoint: *mut u8, bytes: usize) -> Status {
    if checkpoint.is_null() {
        return Status::Null;
    }
    // SAFETY: as promised to this function.
    let (handle, words) = match unsafe { adapter(memory) } {
        Ok(adapter) => adapter,
        Err(status) => return status,
    };
    // SAFETY: not null, and as many bytes as promised.
    let mut writer = Writer::new(unsafe { slice::from_raw_parts_mut(checkpoint, bytes) });
    writer.shape(&handle.network);
    let Ok(mut snapshot) = handle.adapter.snapshot(words) else { return Status::NotBegun };
    writer.state(Tag::ADAPTER, &mut snapshot);
    if writer.finish().is_ok() { Status::Ok } else { Status::Size }
}

/// Goes on from what ngd_save wrote, to the bit. The adapter was begun with the same model and sensor.
///
/// # Safety
/// `memory` was begun, or is null; `checkpoint` is null or points to `bytes` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ngd_restore(memory: *mut c_void, checkpoint: *const u8, bytes: usize) -> Status {
    // SAFETY: as promised to this function.
    let Some(blob) = (unsafe { slice_of(checkpoint, bytes) }) else { return Status::Null };
    // SAFETY: as promised to this function.
    let (handle, words) = match unsafe { adapter(memory) } {
        Ok(adapter) => adapter,
        Err(status) => return status,
    };
    let network = handle.network;
    let Ok(mut snapshot) = handle.adapter.snapshot(words) else { return Status::NotBegun };
    let restored = Checkpoint::read_prefix(blob).and_then(|blob| {
        blob.shape()?.network::<NGD_INPUTS, 1>().map(|other| other == network).and_then(|same| {
            let wrong = ngd_core::checkpoint::CheckpointError::Section(Tag::SHAPE);
            if same { blob.restore(Tag::ADAPTER, &mut snapshot) } else { Err(wrong) }
        })
    });
    if restored.is_ok() { Status::Ok } else { Status::Checkpoint }
}

/// What a status means and what to do about it.
#[unsafe(no_mangle)]
pub extern "C" fn ngd_message(status: Status) -> *const c_char {
    let message = match status {
        Status::Ok => c"done",
        Status::Null => c"a pointer is null",
        Status::Alignment => c"the memory must be aligned to eight bytes",
        Status::Size => c"too few bytes: ask ngd_adapter_bytes or ngd_checkpoint_bytes",
        Status::NotBegun => c"the memory holds no adapter: call ngd_begin first",
        Status::Model => c"no model for this library, or damaged: export it anew",
        Status::Sensor => c"noise must be positive, limits ascending, momentum at least 0 and below 1",
        Status::Checkpoint => c"no checkpoint of this adapter, or damaged: begin as deployed",
    };
    message.as_ptr()
}

#[cfg(target_os = "none")]
#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    loop {}
}
