//! Points on the edge of a domain that a comparison or a polygon cuts out of the box.

use ngd_core::sampling::{EdgePoint, Polygon};

use super::super::file::MOST_INPUTS;
use super::level::Level;
use super::{BoundaryPoint, Domain, Point, Region};

/// Steps along a line on which the level may change its sign, and halvings of such a step.
const STEPS: usize = 64;
const HALVINGS: usize = 60;

impl Domain {
    /// About so many points on the edge of what is cut out. None of a whole box.
    pub(super) fn edge(&self, count: usize) -> Vec<BoundaryPoint> {
        match &self.region {
            Region::Whole | Region::Points(_) => Vec::new(),
            Region::Level(level) => self.edge_of_level(level, count),
            Region::Polygon { loops, plane } => self.edge_of_polygon(loops, *plane, count),
        }
    }

    /// Evenly along the edge; t and parameters run through a Sobol sequence.
    fn edge_of_polygon(
        &self,
        loops: &[Vec<[f64; 2]>],
        plane: [usize; 2],
        count: usize,
    ) -> Vec<BoundaryPoint> {
        let loops: Vec<&[[f64; 2]]> = loops.iter().map(Vec::as_slice).collect();
        let polygon = Polygon { loops: &loops };
        let mut edge = vec![EdgePoint { point: [0.0; 2], normal: [0.0; 2] }; count];
        polygon.along_edge(&mut edge);
        let others = self.sobol(count);
        let weight = 1.0 / count as f64;
        let lifted = |(place, mut point): (&EdgePoint<f64>, Point)| {
            let mut normal = [0.0; MOST_INPUTS];
            for (axis, (x, n)) in plane.into_iter().zip(place.point.into_iter().zip(place.normal)) {
                point[axis] = x;
                normal[axis] = n;
            }
            BoundaryPoint { point, normal, weight }
        };
        edge.iter().zip(others).map(lifted).collect()
    }

    /// Where lines along the axes cross the edge. A crossing counts on lines along the axis that is nearest to its
    /// normal, with the weight of the piece of the edge that its line stands for.
    fn edge_of_level(&self, level: &Level, count: usize) -> Vec<BoundaryPoint> {
        let mut lines = count.max(8);
        let mut found = Vec::new();
        for _ in 0..4 {
            found = self.crossings(level, lines);
            if found.is_empty() {
                lines *= 8;
                continue;
            }
            let ratio = count as f64 / found.len() as f64;
            if (0.9..1.2).contains(&ratio) || lines > 1_000_000 {
                break;
            }
            lines = ((lines as f64 * ratio).ceil() as usize).clamp(2, 1_000_000);
        }
        let sum: f64 = found.iter().map(|point| point.weight).sum();
        found.iter_mut().for_each(|point| point.weight /= sum);
        found
    }

    fn crossings(&self, level: &Level, lines: usize) -> Vec<BoundaryPoint> {
        let mut found = Vec::new();
        let half = self.half_sizes();
        let coordinates = self.extents.iter().filter(|extent| extent.bounded || extent.periodic).count();
        for axis in 0..coordinates {
            let [from, to] = self.extents[axis].range;
            let starts = self.across(axis, lines);
            // The measure that a line stands for, all axes alike.
            let share: f64 = (0..self.inputs()).filter(|d| *d != axis).map(|d| half[d]).product::<f64>();
            let share = share / starts.len() as f64;
            for start in starts {
                let on = |x: f64| {
                    let mut point = start;
                    point[axis] = x;
                    point
                };
                let step = |i: usize| from + (to - from) * i as f64 / STEPS as f64;
                let mut before = level.at(&on(from)) > 0.0;
                for i in 1..=STEPS {
                    let inside = level.at(&on(step(i))) > 0.0;
                    if inside == before {
                        continue;
                    }
                    let (mut low, mut high) = (step(i - 1), step(i));
                    for _ in 0..HALVINGS {
                        let middle = 0.5 * (low + high);
                        if (level.at(&on(middle)) > 0.0) == before { low = middle } else { high = middle }
                    }
                    before = inside;
                    let point = on(0.5 * (low + high));
                    let normal = level.normal(&point);
                    let nearest = (0..coordinates).all(|d| normal[d].abs() <= normal[axis].abs());
                    if nearest {
                        found.push(BoundaryPoint { point, normal, weight: share / normal[axis].abs() });
                    }
                }
            }
        }
        found
    }

    /// Where lines along an axis begin.
    fn across(&self, axis: usize, lines: usize) -> Vec<Point> {
        match self.inputs() {
            1 => vec![self.centre()],
            2 => {
                let other = 1 - axis;
                let [from, to] = self.extents[other].range;
                let place = |i: usize| {
                    let mut point = self.centre();
                    point[other] = from + (to - from) * (i as f64 + 0.5) / lines as f64;
                    point
                };
                (0..lines).map(place).collect()
            }
            _ => self.sobol(lines),
        }
    }
}
