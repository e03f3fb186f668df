//! The trainings that run on a microcontroller. A desktop runs them by the same functions: the claims
//! compare the bits.
//!
//! [`forecast`] learns [a series](mackey_glass) from a stream, [`boundary_layer`] solves a differential
//! equation, [`certificate`] hashes every θ of both.
#![no_std]
#![forbid(unsafe_code)]

pub mod boundary_layer;
pub mod certificate;
pub mod forecast;
pub mod mackey_glass;
