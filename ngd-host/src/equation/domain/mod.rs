//! The domain of an equation file: a box, perhaps with a part of it cut out, and its boundary.

mod edge;
mod inside;
mod level;
mod parts;

use super::csv_file::Columns;
use super::expression::{Graph, LANES, Names, Tape};
use super::fault::Fault;
use super::file::{File, MOST_INPUTS, Word};
use super::names::{Place, Symbol, Symbols, Vocabulary};
use level::Level;

pub use parts::{Surface, surface};

/// A point: coordinates, then parameters, then zeros.
pub type Point = [f64; MOST_INPUTS];

/// A point of the boundary.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BoundaryPoint {
    /// Where.
    pub point: Point,
    /// The outward normal of length one; not a number where it is not known.
    pub normal: Point,
    /// Its share of the measure.
    pub weight: f64,
}

/// An input's range and what its ends are.
#[derive(Clone, Debug, PartialEq)]
pub struct Extent {
    /// Its name.
    pub name: String,
    /// Where it begins and ends.
    pub range: [f64; 2],
    /// Whether its ends are the boundary's: not of a periodic coordinate and not of a parameter.
    pub bounded: bool,
    /// Whether its ends are one.
    pub periodic: bool,
}

/// What is cut out of the box.
#[derive(Debug)]
enum Region {
    Whole,
    Level(Level),
    Polygon { loops: Vec<Vec<[f64; 2]>>, plane: [usize; 2] },
    Points(Vec<Point>),
}

/// Where the equations hold.
#[derive(Debug)]
pub struct Domain {
    /// The box.
    pub extents: Vec<Extent>,
    region: Region,
}

impl Domain {
    /// The domain of a file.
    ///
    /// # Errors
    /// A [`Fault`] at the first mistake.
    pub fn new(file: &File) -> Result<Self, Fault> {
        let is_periodic = |name: &Word| file.periodic.iter().any(|word| word.text == name.text);
        let coordinates = file.coordinates.iter().map(|axis| Extent {
            name: axis.name.text.clone(),
            range: axis.range,
            bounded: !is_periodic(&axis.name),
            periodic: is_periodic(&axis.name),
        });
        let parameters = file.parameters.iter().map(|axis| Extent {
            name: axis.name.text.clone(),
            range: axis.range,
            bounded: false,
            periodic: false,
        });
        let mut domain = Self { extents: coordinates.chain(parameters).collect(), region: Region::Whole };
        let shape = &file.shape;
        if let Some(word) = &shape.inside {
            domain.region = Region::Level(Level::new(file, word)?);
        } else if let Some(span) = &shape.polygon {
            domain.region = Region::Polygon { loops: shape.loops.clone(), plane: plane(file, span.clone())? };
        } else if let Some(word) = &shape.points {
            domain.region = Region::Points(domain.read_points(file, word)?);
        }
        Ok(domain)
    }

    /// How many coordinates and parameters.
    pub fn inputs(&self) -> usize {
        self.extents.len()
    }

    /// Whether the domain is the whole box.
    pub fn is_box(&self) -> bool {
        matches!(self.region, Region::Whole)
    }

    /// The middle of the box.
    pub fn centre(&self) -> Point {
        std::array::from_fn(|d| {
            self.extents.get(d).map_or(0.0, |extent| 0.5 * (extent.range[0] + extent.range[1]))
        })
    }

    /// Half the size of the box along each axis.
    pub fn half_sizes(&self) -> Point {
        std::array::from_fn(|d| {
            self.extents.get(d).map_or(1.0, |extent| 0.5 * (extent.range[1] - extent.range[0]))
        })
    }

    /// The point of the box at these shares of the way.
    fn at(&self, shares: &Point) -> Point {
        std::array::from_fn(|d| {
            self.extents.get(d).map_or(0.0, |extent| {
                let [from, to] = extent.range;
                from + (to - from) * shares[d]
            })
        })
    }

    /// Whether a point of the box lies inside.
    pub fn contains(&self, point: &Point) -> bool {
        match &self.region {
            Region::Whole | Region::Points(_) => true,
            Region::Level(level) => level.at(point) > 0.0,
            Region::Polygon { loops, plane } => {
                let loops: Vec<&[[f64; 2]]> = loops.iter().map(Vec::as_slice).collect();
                ngd_core::sampling::Polygon { loops: &loops }.contains(plane.map(|axis| point[axis]))
            }
        }
    }

    fn read_points(&self, file: &File, word: &Word) -> Result<Vec<Point>, Fault> {
        let columns = Columns::read(word, &file.folder)?;
        let places = columns.need(word, self.extents.iter().map(|extent| extent.name.as_str()))?;
        Ok(columns.rows.iter().map(|row| point_of(row, &places)).collect())
    }
}

/// A row's coordinates.
pub fn point_of(row: &[f64], places: &[usize]) -> Point {
    std::array::from_fn(|d| places.get(d).map_or(0.0, |place| row[*place]))
}

/// The coordinates that a polygon lies in: the only two, or those besides t.
fn plane(file: &File, span: std::ops::Range<usize>) -> Result<[usize; 2], Fault> {
    let coordinates = file.coordinates.iter().enumerate();
    let in_space = coordinates.filter(|(_, axis)| file.coordinates.len() == 2 || axis.name.text != "t");
    match in_space.map(|(index, _)| index).collect::<Vec<_>>()[..] {
        [one, other] => Ok([one, other]),
        _ => Err(Fault::new(span, "a polygon lies in two coordinates, besides which there may be t")),
    }
}

/// An expression of coordinates and parameters alone, to be evaluated at points.
#[derive(Debug)]
pub struct Field {
    tape: Tape,
    axes: Vec<(u32, usize)>,
}

impl Field {
    /// The roots as functions of the point.
    ///
    /// # Errors
    /// When they are too long.
    pub fn new(
        graph: &Graph,
        symbols: &Symbols,
        roots: &[super::expression::Id],
    ) -> Result<Self, super::expression::TooLong> {
        let tape = Tape::new(graph, roots, |_| false)?;
        let axis = |input: &u32| match symbols.get(*input) {
            Symbol::Input(axis) => (*input, axis),
            _ => (*input, MOST_INPUTS),
        };
        let axes = tape.fixed_inputs().iter().map(axis).collect();
        Ok(Self { tape, axes })
    }

    /// The field of a word of the file.
    ///
    /// # Errors
    /// A [`Fault`] in the word.
    pub fn of_word(file: &File, word: &Word) -> Result<Self, Fault> {
        let (mut graph, mut symbols) = (Graph::default(), Symbols::default());
        let mut names = Vocabulary { file, symbols: &mut symbols, place: Place::Coordinates };
        let names: &mut dyn Names = &mut names;
        let root = word.expression(&mut graph, names)?;
        Self::new(&graph, &symbols, &[root]).map_err(|_| word.wrong("the expression is too long"))
    }

    /// Calls back with every root at up to eight points.
    pub fn block(
        &self,
        places: &mut Vec<[f64; LANES]>,
        points: &[Point; LANES],
        each: impl FnMut(usize, &[f64; LANES]),
    ) {
        let input = |input: u32| {
            let axis =
                self.axes.iter().find(|(known, _)| *known == input).map_or(MOST_INPUTS, |(_, axis)| *axis);
            std::array::from_fn(|k| points[k].get(axis).copied().unwrap_or(f64::NAN))
        };
        self.tape.block(places, input, each);
    }

    /// The roots at a point.
    pub fn at<const N: usize>(&self, point: &Point) -> [f64; N] {
        let mut values = [f64::NAN; N];
        self.block(&mut Vec::new(), &[*point; LANES], |root, lanes| {
            if let Some(value) = values.get_mut(root) {
                *value = lanes[0];
            }
        });
        values
    }

    /// Root `root` at many points.
    pub fn values(&self, points: &[Point]) -> Vec<f64> {
        let mut values = Vec::with_capacity(points.len());
        let mut places = Vec::new();
        for chunk in points.chunks(LANES) {
            let mut block = [chunk[0]; LANES];
            block[..chunk.len()].copy_from_slice(chunk);
            self.block(&mut places, &block, |root, lanes| {
                if root == 0 {
                    values.extend_from_slice(&lanes[..chunk.len()]);
                }
            });
        }
        values
    }
}
