//! What claims of several rooms share.

pub mod lent_memory;
pub mod nist;
pub mod runs;
