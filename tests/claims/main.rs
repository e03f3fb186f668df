//! What ngd claims, one module per claim.
