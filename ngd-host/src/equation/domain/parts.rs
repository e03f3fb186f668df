//! Parts of the boundary by name, and the sides of the box.

use super::super::csv_file::Columns;
use super::super::expression::{Graph, parse};
use super::super::fault::Fault;
use super::super::file::{Constants, File, MOST_INPUTS, Part, Word};
use super::super::nearest::nearest;
use super::{BoundaryPoint, Domain, Field, Point, point_of};

/// A part of the boundary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Surface {
    /// An axis at its beginning or end.
    Side(usize, usize),
    /// All sides of a box, or the edge of what is cut out of it.
    Boundary,
    /// A part that the file names.
    Part(usize),
}

/// How near to an end of an axis a side must be, relative to its length.
const NEAR: f64 = 1e-12;

/// The part of the boundary that a condition's `where` means.
///
/// # Errors
/// A [`Fault`] that says which there are.
pub fn surface(file: &File, domain: &Domain, word: &Word) -> Result<Surface, Fault> {
    let name = word.text.trim();
    if name == "boundary" {
        return Ok(Surface::Boundary);
    }
    if let Some(part) = file.parts.iter().position(|part| part.name.text == name) {
        return Ok(Surface::Part(part));
    }
    let Some((left, right)) = name.split_once('=') else {
        let known: Vec<&str> =
            file.parts.iter().map(|part| part.name.text.as_str()).chain(["boundary"]).collect();
        let near = nearest(name, known.iter().copied());
        let remedy = near.map_or_else(String::new, |near| format!("; did you mean {near}?"));
        let sentence = format!(
            "{name} is no part of the boundary: expected a side such as {}, or {}{remedy}",
            side_example(domain),
            known.join(", ")
        );
        return Err(word.wrong(sentence));
    };
    let axis = domain.extents.iter().position(|extent| extent.name == left.trim());
    let Some(axis) = axis else {
        return Err(word.wrong(format!(
            "{} is no coordinate: expected a side such as {}",
            left.trim(),
            side_example(domain)
        )));
    };
    let extent = &domain.extents[axis];
    if extent.periodic {
        return Err(word.wrong(format!("{} is periodic and has no sides: its ends are one", extent.name)));
    }
    if !extent.bounded {
        return Err(word.wrong(format!("{} is a parameter and has no sides", extent.name)));
    }
    let value = constant(right, &file.constants).map_err(|fault| word.wrong(fault.sentence))?;
    let [from, to] = extent.range;
    let near = |end: f64| (value - end).abs() <= NEAR * (to - from).max(end.abs());
    match (near(from), near(to)) {
        (true, _) => Ok(Surface::Side(axis, 0)),
        (_, true) => Ok(Surface::Side(axis, 1)),
        _ => {
            let sentence =
                format!("{name} is no side of the box: {} begins at {from} and ends at {to}", extent.name);
            Err(word.wrong(sentence))
        }
    }
}

fn side_example(domain: &Domain) -> String {
    let side = domain.extents.iter().find(|extent| extent.bounded);
    side.map_or_else(|| "x = 0".to_owned(), |extent| format!("{} = {}", extent.name, extent.range[0]))
}

fn constant(text: &str, constants: &Constants) -> Result<f64, Fault> {
    let mut graph = Graph::default();
    let id = parse(text.trim(), &mut graph, &mut &*constants)?;
    graph.value_of(id).ok_or_else(|| Fault::new(0..0, "expected a constant behind ="))
}

impl Domain {
    /// The sides of the box.
    pub fn sides(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        let bounded = self.extents.iter().enumerate().filter(|(_, extent)| extent.bounded);
        bounded.flat_map(|(axis, _)| [(axis, 0), (axis, 1)])
    }

    /// About so many points on a part of the boundary, their weights one together.
    ///
    /// # Errors
    /// A [`Fault`] at the part, where there is none, or in its file.
    pub fn points_on(
        &self,
        file: &File,
        surface: Surface,
        count: usize,
        place: &Word,
    ) -> Result<Vec<BoundaryPoint>, Fault> {
        let mut points = match surface {
            Surface::Side(axis, end) => self.side(axis, end, count),
            Surface::Boundary => self.whole_boundary(count),
            Surface::Part(part) => self.part(file, &file.parts[part], count)?,
        };
        let sum: f64 = points.iter().map(|point| point.weight).sum();
        points.iter_mut().for_each(|point| point.weight /= sum);
        if points.is_empty() {
            return Err(place.wrong(format!("there is no point of the domain where {}", place.text)));
        }
        Ok(points)
    }

    fn whole_boundary(&self, count: usize) -> Vec<BoundaryPoint> {
        if !self.is_box() {
            return self.edge(count);
        }
        let sides: Vec<_> = self.sides().collect();
        let each = count.div_ceil(sides.len().max(1));
        let half = self.half_sizes();
        let mut points = Vec::new();
        for (axis, end) in sides {
            let measure: f64 = (0..self.inputs()).filter(|d| *d != axis).map(|d| half[d]).product();
            let side = self.side(axis, end, each).into_iter();
            points.extend(side.map(|point| BoundaryPoint { weight: point.weight * measure, ..point }));
        }
        points
    }

    /// Points of a side that lie inside, or on the edge of what is inside.
    fn side(&self, axis: usize, end: usize, count: usize) -> Vec<BoundaryPoint> {
        let mut normal = [0.0; MOST_INPUTS];
        normal[axis] = if end == 0 { -1.0 } else { 1.0 };
        let place = |mut point: Point| {
            point[axis] = self.extents[axis].range[end];
            BoundaryPoint { point, normal, weight: 1.0 }
        };
        let points: Vec<BoundaryPoint> = match self.inputs() {
            1 => vec![place(self.centre())],
            2 => {
                let [from, to] = self.extents[1 - axis].range;
                let along = |i: usize| {
                    let mut point = self.centre();
                    point[1 - axis] = from + (to - from) * i as f64 / (count - 1).max(1) as f64;
                    place(point)
                };
                let open = self.extents[1 - axis].periodic;
                (0..count - usize::from(open && count > 1)).map(along).collect()
            }
            _ => self.sobol(count).into_iter().map(place).collect(),
        };
        let inwards = 1e-9 * (self.extents[axis].range[1] - self.extents[axis].range[0]);
        let inside = |place: &BoundaryPoint| {
            let mut moved = place.point;
            moved[axis] -= inwards * normal[axis];
            self.contains(&moved)
        };
        points.into_iter().filter(inside).collect()
    }

    fn part(&self, file: &File, part: &Part, count: usize) -> Result<Vec<BoundaryPoint>, Fault> {
        if let Some(word) = &part.points {
            return self.read_boundary(file, word);
        }
        let Some(word) = &part.place else { return Ok(Vec::new()) };
        let field = Field::of_word(file, word)?;
        let chosen = |points: Vec<BoundaryPoint>| -> Vec<BoundaryPoint> {
            let holds = |place: &BoundaryPoint| {
                let [value] = field.at::<1>(&place.point);
                value != 0.0 && !value.is_nan()
            };
            points.into_iter().filter(holds).collect()
        };
        let first = chosen(self.whole_boundary(4 * count));
        let wanted = (4 * count * count).checked_div(first.len()).unwrap_or(count);
        let points = chosen(self.whole_boundary(wanted.clamp(2, 64 * count)));
        Ok(if points.is_empty() { first } else { points })
    }

    /// Columns by coordinate, and n_ before its name for the normal, if the file has them.
    fn read_boundary(&self, file: &File, word: &Word) -> Result<Vec<BoundaryPoint>, Fault> {
        let columns = Columns::read(word, &file.folder)?;
        let places = columns.need(word, self.extents.iter().map(|extent| extent.name.as_str()))?;
        let normals: Vec<Option<usize>> =
            self.extents.iter().map(|extent| columns.find(&format!("n_{}", extent.name))).collect();
        let known = normals.iter().any(Option::is_some);
        let point = |row: &Vec<f64>| {
            let component = |d: usize| match normals.get(d) {
                Some(Some(place)) => row[*place],
                _ if known => 0.0,
                _ => f64::NAN,
            };
            let normal: Point = std::array::from_fn(component);
            let length = normal.iter().map(|n| n * n).sum::<f64>().sqrt();
            BoundaryPoint { point: point_of(row, &places), normal: normal.map(|n| n / length), weight: 1.0 }
        };
        Ok(columns.rows.iter().map(point).collect())
    }
}
