//! Sections and symbols of a linked program.

use std::path::Path;

use object::{Object, ObjectSection, ObjectSymbol, SectionFlags, elf};

/// A linked program.
#[derive(Debug)]
pub struct Image {
    /// Bytes of code.
    pub text: u64,
    /// Bytes of flash in all: code, constants, initial values.
    pub flash: u64,
    /// Bytes of RAM that statics take.
    pub statics: u64,
    /// The names of its functions and statics.
    pub symbols: Vec<String>,
}

impl Image {
    /// Reads a program.
    ///
    /// # Panics
    /// If it cannot be read.
    pub fn read(program: &Path) -> Self {
        let bytes = std::fs::read(program).unwrap_or_else(|error| panic!("{}: {error}", program.display()));
        let file = object::File::parse(&*bytes).expect("the program is an ELF file");
        let mut image = Self { text: 0, flash: 0, statics: 0, symbols: Vec::new() };
        for section in file.sections() {
            let SectionFlags::Elf { sh_flags, .. } = section.flags() else { continue };
            let name = section.name().unwrap_or_default();
            if !sh_flags.contains(elf::SHF_ALLOC) || [".stack", ".heap"].contains(&name) {
                continue;
            }
            let loaded = section.file_range().is_some();
            let writable = sh_flags.contains(elf::SHF_WRITE);
            image.text += if name == ".text" { section.size() } else { 0 };
            image.flash += if loaded { section.size() } else { 0 };
            image.statics += if writable { section.size() } else { 0 };
        }
        image.symbols = file.symbols().filter_map(|symbol| symbol.name().ok().map(str::to_owned)).collect();
        assert!(image.text > 0 && !image.symbols.is_empty(), "{} has no code", program.display());
        image
    }
}
