//! One triangle in panels of four rows.
//!
//! Lane j of panel I holds the entries (4I…4I+3, j) of the lower triangle; panel I has 4(I+1) lanes. Four
//! lanes are a *tile*: tile J of panel I holds columns 4J…4J+3, and the panels' tiles follow each other as in
//! a packed lower triangle. Row j of an upper-triangular R is then lane j of all panels I ≥ j/4: L and
//! R = Lᵀ are the same memory.
//!
//! The last tile of a panel is square; above its diagonal are zeros.

/// Four consecutive entries of a vector, or of a column of a triangle.
pub(crate) type Lane<R> = [R; 4];
/// Four lanes: `tile[c][r]` is entry (r, c) of a 4×4 block.
pub(crate) type Tile<R> = [Lane<R>; 4];

use crate::Real;

/// ⌈P/4⌉, the number of panels.
pub(crate) const fn panel_count(parameters: usize) -> usize {
    parameters.div_ceil(4)
}

/// 4⌈P/4⌉, the length of a padded vector in words.
pub const fn padded_len(parameters: usize) -> usize {
    panel_count(parameters).saturating_mul(4)
}

/// 2g(g+1) with g = ⌈P/4⌉, the length of a triangle in lanes of four words.
pub const fn packed_lanes(parameters: usize) -> usize {
    triangular(panel_count(parameters)).saturating_mul(4)
}

/// 8g(g+1) with g = ⌈P/4⌉, the length of a triangle in words: 2,176 for 61 parameters.
pub const fn packed_len(parameters: usize) -> usize {
    packed_lanes(parameters).saturating_mul(4)
}

/// Lanes of N rows of P parameters, stored in blocks of eight columns by four rows.
pub(crate) const fn row_lanes(parameters: usize, rows: usize) -> usize {
    parameters.div_ceil(8).saturating_mul(panel_count(rows)).saturating_mul(8)
}

/// Lanes of a batch: the triangle of JJᵀ, the N rows of J, and three vectors of N entries.
pub(crate) const fn batch_lanes(parameters: usize, rows: usize) -> usize {
    packed_lanes(rows)
        .saturating_add(row_lanes(parameters, rows))
        .saturating_add(panel_count(rows).saturating_mul(3))
}

/// I(I+1)/2, the number of tiles before panel I.
pub(crate) const fn triangular(panel: usize) -> usize {
    panel.saturating_mul(panel.saturating_add(1)) / 2
}

/// Entry (i, j), or (j, i) if j > i; `None` beyond the end.
pub fn get<R: Real>(triangle: &[Lane<R>], i: usize, j: usize) -> Option<R> {
    let (row, column) = if i < j { (j, i) } else { (i, j) };
    let lane = triangle.get(triangular(row / 4).saturating_mul(4).saturating_add(column))?;
    lane.get(row % 4).copied()
}

/// Entry (i, j) of a triangle, to be changed; `None` for j > i and beyond the end.
pub(crate) fn get_mut<R: Real>(triangle: &mut [Lane<R>], i: usize, j: usize) -> Option<&mut R> {
    if i < j {
        return None;
    }
    let lane = triangle.get_mut(triangular(i / 4).saturating_mul(4).saturating_add(j))?;
    lane.get_mut(i % 4)
}

/// The triangle as tiles.
#[inline]
pub(crate) fn tiles<R: Real>(triangle: &[Lane<R>]) -> &[Tile<R>] {
    triangle.as_chunks().0
}

/// The triangle as tiles, to be changed.
#[inline]
pub fn tiles_mut<R: Real>(triangle: &mut [Lane<R>]) -> &mut [Tile<R>] {
    triangle.as_chunks_mut().0
}

/// Sets the triangle to zero and its diagonal to `diagonal`; to one where there is no parameter, so that
/// padding neither fails a factorization nor disturbs a solution.
///
/// Cost: P²/2 stores.
pub(crate) fn fill_diagonal<R: Real>(triangle: &mut [Lane<R>], parameters: usize, diagonal: R) {
    triangle.as_flattened_mut().fill(R::ZERO);
    let mut rest = parameters;
    for panel in PanelsMut::starting(tiles_mut(triangle), 1).take(panel_count(parameters)) {
        let Some(tile) = panel.last_mut() else { return };
        for (c, column) in tile.iter_mut().enumerate() {
            column[c] = if c < rest { diagonal } else { R::ONE };
        }
        rest = rest.saturating_sub(4);
    }
}

/// Adds to each entry of the diagonal what `summand` makes of it, but nothing to those of the padding.
pub(crate) fn add_to_diagonal<R: Real>(
    triangle: &mut [Lane<R>],
    parameters: usize,
    summand: impl Fn(R) -> R,
) {
    let mut rest = parameters;
    for panel in PanelsMut::starting(tiles_mut(triangle), 1).take(panel_count(parameters)) {
        let Some(tile) = panel.last_mut() else { return };
        for (c, column) in tile.iter_mut().enumerate().take(rest) {
            column[c] += summand(column[c]);
        }
        rest = rest.saturating_sub(4);
    }
}

/// The entries (i, i), i < P, in order.
pub(crate) fn diagonal<R: Real>(triangle: &[Lane<R>], parameters: usize) -> impl Iterator<Item = R> {
    let last_tiles = Panels::new(tiles(triangle)).filter_map(|panel| panel.last());
    last_tiles.flat_map(|[a, b, c, d]| [a[0], b[1], c[2], d[3]]).take(parameters)
}

/// Panels in order, each as its tiles; the first has `size` tiles, every other one more than the last.
pub(crate) struct Panels<'a, R> {
    rest: &'a [Tile<R>],
    size: usize,
}

impl<'a, R: Real> Panels<'a, R> {
    /// All panels of a triangle.
    #[inline(always)]
    pub(crate) fn new(tiles: &'a [Tile<R>]) -> Self {
        Self { rest: tiles, size: 1 }
    }
}

impl<'a, R> Iterator for Panels<'a, R> {
    type Item = &'a [Tile<R>];

    #[inline(always)]
    fn next(&mut self) -> Option<Self::Item> {
        let (panel, rest) = self.rest.split_at_checked(self.size)?;
        self.rest = rest;
        self.size += 1;
        Some(panel)
    }
}

/// [`Panels`], to be changed.
pub(crate) struct PanelsMut<'a, R> {
    rest: &'a mut [Tile<R>],
    size: usize,
}

impl<'a, R> PanelsMut<'a, R> {
    /// Panels whose first has `size` tiles.
    #[inline(always)]
    pub(crate) fn starting(tiles: &'a mut [Tile<R>], size: usize) -> Self {
        Self { rest: tiles, size }
    }
}

impl<'a, R> Iterator for PanelsMut<'a, R> {
    type Item = &'a mut [Tile<R>];

    #[inline(always)]
    fn next(&mut self) -> Option<Self::Item> {
        let (panel, rest) = core::mem::take(&mut self.rest).split_at_mut_checked(self.size)?;
        self.rest = rest;
        self.size += 1;
        Some(panel)
    }
}

/// Tile J of the panels J, J+1, …: four rows of R, from the diagonal to the right.
pub(crate) struct Column<'a, R> {
    rest: &'a [Tile<R>],
    skip: usize,
}

impl<'a, R> Column<'a, R> {
    /// The column of tiles below (and with) the diagonal tile `block`.
    #[inline(always)]
    pub(crate) fn new(tiles: &'a [Tile<R>], block: usize) -> Self {
        Self { rest: tiles.get(triangular(block).saturating_add(block)..).unwrap_or_default(), skip: block }
    }
}

impl<'a, R> Iterator for Column<'a, R> {
    type Item = &'a Tile<R>;

    #[inline(always)]
    fn next(&mut self) -> Option<Self::Item> {
        let (tile, rest) = self.rest.split_first()?;
        self.rest = rest.get(self.skip..).unwrap_or_default();
        self.skip += 1;
        Some(tile)
    }
}

/// [`Column`], to be changed.
pub(crate) struct ColumnMut<'a, R> {
    rest: &'a mut [Tile<R>],
    skip: usize,
}

impl<'a, R> ColumnMut<'a, R> {
    /// The column of tiles below (and with) the diagonal tile `block`.
    #[inline(always)]
    pub(crate) fn new(tiles: &'a mut [Tile<R>], block: usize) -> Self {
        Self {
            rest: tiles.get_mut(triangular(block).saturating_add(block)..).unwrap_or_default(),
            skip: block,
        }
    }
}

impl<'a, R> Iterator for ColumnMut<'a, R> {
    type Item = &'a mut Tile<R>;

    #[inline(always)]
    fn next(&mut self) -> Option<Self::Item> {
        let (tile, rest) = core::mem::take(&mut self.rest).split_first_mut()?;
        self.rest = rest.get_mut(self.skip..).unwrap_or_default();
        self.skip += 1;
        Some(tile)
    }
}

/// Entries 4I…4I+3 of a vector; zero beyond its end.
#[inline(always)]
pub(crate) fn lane<R: Real>(vector: &[R], block: usize) -> Lane<R> {
    let (lanes, rest) = vector.as_chunks();
    match lanes.get(block) {
        Some(lane) => *lane,
        None if block == lanes.len() => incomplete_lane(rest),
        None => [R::ZERO; 4],
    }
}

/// Entries of a vector that do not fill a lane, and zeros.
#[inline(always)]
pub(crate) fn incomplete_lane<R: Real>(rest: &[R]) -> Lane<R> {
    match *rest {
        [a] => [a, R::ZERO, R::ZERO, R::ZERO],
        [a, b] => [a, b, R::ZERO, R::ZERO],
        [a, b, c] => [a, b, c, R::ZERO],
        _ => [R::ZERO; 4],
    }
}

/// Sets the entries 4I…4I+3 of a vector, as many as it has.
#[inline(always)]
pub(crate) fn set_lane<R: Real>(vector: &mut [R], block: usize, lane: &Lane<R>) {
    let (lanes, rest) = vector.as_chunks_mut();
    let count = lanes.len();
    match lanes.get_mut(block) {
        Some(entries) => *entries = *lane,
        None if block == count => rest.iter_mut().zip(lane).for_each(|(entry, value)| *entry = *value),
        None => {}
    }
}
