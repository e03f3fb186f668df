//! A file made ready for training: blocks of residuals with points and weights, directions, scales.

use std::path::PathBuf;
use std::rc::Rc;

use super::block::{Block, Site, directions};
use super::domain::{BoundaryPoint, Domain, Field, Point, Surface, surface};
use super::fault::Fault;
use super::file::{self, File, Kind, MOST_INPUTS};
use super::lift::{Held, Lift};
use super::scale;
use super::system::{Law, System};

/// A number that is to be found.
#[derive(Clone, Debug, PartialEq)]
pub struct Sought {
    /// Its name.
    pub name: String,
    /// Where it starts.
    pub guess: f64,
    /// What it is, if the file says so.
    pub truth: Option<f64>,
}

/// Everything that a training needs of an equation file.
#[derive(Debug)]
pub struct Blueprint {
    /// The file.
    pub file: File,
    /// Its equations.
    pub system: System,
    /// Where they hold.
    pub domain: Domain,
    /// The directions of derivatives, the inputs first.
    pub directions: Vec<Point>,
    /// The size of each output.
    pub scales: Vec<f64>,
    /// Numbers to be found, the outputs behind the network's.
    pub sought: Vec<Sought>,
    /// The residuals.
    pub blocks: Vec<Block>,
    /// What is built into the model.
    pub lift: Option<Rc<Lift>>,
    /// The conditions that are.
    pub held: Vec<Held>,
    /// The solution and its gradient, output by output, where all are known.
    pub solution: Option<Field>,
    /// What a person should know.
    pub warnings: Vec<String>,
}

/// Points inside a domain of so many inputs, and on its boundary, where the file says nothing.
const fn default_counts(inputs: usize) -> [usize; 2] {
    match inputs {
        1 => [400, 2],
        2 => [1000, 320],
        3 => [2000, 900],
        _ => [3000, 1500],
    }
}

impl Blueprint {
    /// Reads and understands the text of an equation file; other files are looked for in `folder`.
    ///
    /// # Errors
    /// A [`Fault`] at the first mistake.
    pub fn new(text: &str, folder: PathBuf) -> Result<Self, Fault> {
        let file = file::read(text, folder)?;
        let domain = Domain::new(&file)?;
        let mut system = System::new(&file)?;
        let (inputs, half) = (domain.inputs(), domain.half_sizes());
        let directions = directions(inputs, &system.mixed, &half);
        check_sizes(&file, &system, directions.len())?;
        let mut held = Vec::new();
        let mut surfaces = Vec::new();
        for (index, condition) in file.conditions.iter().enumerate() {
            let surface = surface(&file, &domain, &condition.place)?;
            if condition.hard {
                let new = system.held(index, surface, &domain)?;
                if held
                    .iter()
                    .any(|old: &Held| [old.output, old.axis, old.end] == [new.output, new.axis, new.end])
                {
                    return Err(condition
                        .place
                        .wrong("this side has a hard condition on the same unknown already"));
                }
                held.push(new);
            }
            surfaces.push(surface);
        }
        let lift = system.lift(&held, &domain, &directions)?.map(Rc::new);
        let sought = file.find.iter().zip(&system.found).map(|((name, guess), truth)| Sought {
            name: name.text.clone(),
            guess: *guess,
            truth: *truth,
        });
        let mut blueprint = Self {
            sought: sought.collect(),
            scales: vec![1.0; system.outputs.len()],
            blocks: Vec::new(),
            solution: None,
            warnings: Vec::new(),
            file,
            system,
            domain,
            directions,
            lift,
            held,
        };
        blueprint.make_blocks(&surfaces)?;
        scale::scale(&mut blueprint);
        blueprint.make_solution()?;
        blueprint.warn(&surfaces)?;
        Ok(blueprint)
    }

    fn make_blocks(&mut self, surfaces: &[Surface]) -> Result<(), Fault> {
        let [inside, boundary] = default_counts(self.domain.inputs());
        let counts = self.file.counts;
        let kind = counts.kind.unwrap_or(Kind::Sobol);
        if kind == Kind::Gauss && !self.domain.is_box() {
            return Err(Fault::new(0..0, "points of kind gauss need a domain that is a whole box"));
        }
        if !self.system.equations.is_empty() {
            // Every equation of a system has a row at each of them.
            let usual = (2 * inside).div_ceil(self.system.equations.len() + 1);
            let points = self.domain.points_inside(counts.inside.unwrap_or(usual), kind);
            if points.is_empty() {
                let place = self.file.shape.inside.as_ref().map_or(0..0, |word| word.span.clone());
                return Err(Fault::new(place, "no point of the box lies inside"));
            }
            let site = |(point, share): &(Point, f64)| Site {
                point: *point,
                normal: [f64::NAN; MOST_INPUTS],
                columns: Vec::new(),
                share: *share,
            };
            let sites: Vec<Site> = points.iter().map(site).collect();
            for index in 0..self.system.equations.len() {
                let law = self.system.equations[index].clone();
                self.push(&law, sites.clone())?;
            }
        }
        let soft: Vec<usize> =
            (0..surfaces.len()).filter(|index| !self.file.conditions[*index].hard).collect();
        // Conditions on one surface share its points.
        let mut places: Vec<Surface> = soft.iter().map(|index| surfaces[*index]).collect();
        places.dedup();
        let each = counts.boundary.unwrap_or(boundary).div_ceil(places.len().max(1)).max(1);
        for index in soft {
            let condition = &self.file.conditions[index];
            let points = self.domain.points_on(&self.file, surfaces[index], each, &condition.place)?;
            let law = self.system.conditions[index].clone();
            self.check_normals(&law, &points, index)?;
            let site = |place: &BoundaryPoint| Site {
                point: place.point,
                normal: place.normal,
                columns: Vec::new(),
                share: place.weight,
            };
            self.push(&law, points.iter().map(site).collect())?;
        }
        for index in 0..self.system.data.len() {
            let law = self.system.data[index].0.clone();
            let sites = self.data_sites(index)?;
            self.push(&law, sites)?;
        }
        Ok(())
    }

    fn data_sites(&self, index: usize) -> Result<Vec<Site>, Fault> {
        let columns = &self.system.data[index].1;
        let word = &self.file.data[index].file;
        let places = columns.need(word, self.domain.extents.iter().map(|extent| extent.name.as_str()))?;
        let weight = columns.find("weight");
        let mut sites = Vec::with_capacity(columns.rows.len());
        for row in &columns.rows {
            let weight = weight.map_or(1.0, |place| row[place]);
            if weight < 0.0 {
                return Err(word.wrong(format!("{}: a weight is negative", word.text)));
            }
            sites.push(Site {
                point: super::domain::point_of(row, &places),
                normal: [f64::NAN; MOST_INPUTS],
                columns: row.clone(),
                share: weight / columns.rows.len() as f64,
            });
        }
        Ok(sites)
    }

    fn check_normals(&self, law: &Law, points: &[BoundaryPoint], index: usize) -> Result<(), Fault> {
        let reads = self.system.graph.inputs_of(&[law.root]);
        let normal = |input| matches!(self.system.symbols.get(input), super::names::Symbol::Normal(_));
        if reads.into_iter().any(normal) && points.iter().any(|place| place.normal[0].is_nan()) {
            let place = &self.file.conditions[index].place;
            let columns: Vec<String> =
                self.domain.extents.iter().map(|extent| format!("n_{}", extent.name)).collect();
            let sentence =
                format!("{} has no normal: its file needs the columns {}", place.text, columns.join(", "));
            return Err(place.wrong(sentence));
        }
        Ok(())
    }

    fn push(&mut self, law: &Law, sites: Vec<Site>) -> Result<(), Fault> {
        let (inputs, half) = (self.domain.inputs(), self.domain.half_sizes());
        let root = self.system.in_entries(law.root, inputs, &half);
        let expression = (&self.system.graph, &self.system.symbols, root);
        let block = Block::new(law.title.clone(), expression, sites, law.weight)
            .map_err(|_| law.word.wrong("the expression is too long"))?;
        self.blocks.push(block);
        Ok(())
    }

    fn make_solution(&mut self) -> Result<(), Fault> {
        let mut roots = Vec::new();
        for output in 0..self.system.outputs.len() {
            let Some(root) = self.system.solution_of(output) else { return Ok(()) };
            roots.push(root);
            for direction in self.directions.clone() {
                let slope = self.system.along(root, &direction, 1, self.domain.inputs());
                roots.push(slope);
            }
        }
        let field = Field::new(&self.system.graph, &self.system.symbols, &roots)
            .map_err(|_| Fault::new(0..0, "the derivatives of the solution are too long"))?;
        self.solution = Some(field);
        Ok(())
    }

    /// Outputs of the model: unknowns, auxiliary ones, numbers to be found.
    pub fn outputs(&self) -> usize {
        self.system.outputs.len() + self.sought.len()
    }
}

/// Directions and outputs that there is a compiled model for.
pub const MOST_DIRECTIONS: usize = 6;
/// See [`MOST_DIRECTIONS`].
pub const MOST_OUTPUTS: usize = 6;

fn check_sizes(file: &File, system: &System, directions: usize) -> Result<(), Fault> {
    if directions > MOST_DIRECTIONS {
        let sentence = format!(
            "coordinates, parameters and pairs of mixed derivatives are {directions}: at most {MOST_DIRECTIONS} are possible"
        );
        return Err(Fault::new(file.coordinates[0].name.span.clone(), sentence));
    }
    let outputs = system.outputs.len() + file.find.len();
    if outputs > MOST_OUTPUTS {
        let sentence =
            format!("unknowns and numbers to be found are {outputs}: at most {MOST_OUTPUTS} are possible");
        return Err(Fault::new(file.unknowns[0].span.clone(), sentence));
    }
    Ok(())
}
