//! Kernels on packed triangles: panels of four rows, 4×4 register tiles.
