//! Points inside the domain, with weights that sum up to one.

use ngd_core::model::SplitMix64;
use ngd_core::sampling::{Sobol, gauss_legendre, latin, onto, uniform};

use super::super::file::{Kind, MOST_INPUTS};
use super::{Domain, Point, Region};

/// Points of a box that are tried to see how much of it is inside.
const TRIED: usize = 4096;

/// The random numbers of points.
const SEED: u64 = 0x0009_0157;

impl Domain {
    /// About so many points inside, and their shares of the measure. None if none is found.
    pub fn points_inside(&self, count: usize, kind: Kind) -> Vec<(Point, f64)> {
        if let Region::Points(points) = &self.region {
            let share = 1.0 / points.len() as f64;
            return points.iter().map(|point| (*point, share)).collect();
        }
        let part = self.part_inside();
        if part == 0.0 {
            return Vec::new();
        }
        let wanted = (count as f64 / part).ceil() as usize;
        let mut points = match kind {
            Kind::Grid => self.grid(wanted),
            Kind::Gauss => self.gauss(wanted),
            Kind::Random => with_shares(self.random(wanted)),
            Kind::Sobol => with_shares(self.sobol(wanted)),
            Kind::Latin => with_shares(self.latin(wanted)),
        };
        points.retain(|(point, _)| self.contains(point));
        let sum: f64 = points.iter().map(|(_, share)| share).sum();
        points.iter_mut().for_each(|(_, share)| *share /= sum);
        points
    }

    /// The share of the box that lies inside.
    fn part_inside(&self) -> f64 {
        if self.is_box() {
            return 1.0;
        }
        let inside = self.sobol(TRIED).iter().filter(|point| self.contains(point)).count();
        inside as f64 / TRIED as f64
    }

    /// So many points of the Sobol sequence in the box, without its corner.
    pub(super) fn sobol(&self, count: usize) -> Vec<Point> {
        let mut shares = vec![[0.0; MOST_INPUTS]; count + 1];
        Sobol::new().fill(&mut shares);
        shares.iter().skip(1).map(|shares| self.at(shares)).collect()
    }

    fn random(&self, count: usize) -> Vec<Point> {
        let mut shares = vec![[0.0; MOST_INPUTS]; count];
        uniform(&mut SplitMix64::new(SEED), &[[0.0, 1.0]; MOST_INPUTS], &mut shares);
        shares.iter().map(|shares| self.at(shares)).collect()
    }

    fn latin(&self, count: usize) -> Vec<Point> {
        let mut shares = vec![[0.0; MOST_INPUTS]; count];
        latin(&mut SplitMix64::new(SEED), &mut shares);
        shares.iter().map(|shares| self.at(shares)).collect()
    }

    fn grid(&self, count: usize) -> Vec<(Point, f64)> {
        let each = self.along_each(count);
        let cells: Vec<f64> = (0..each).map(|i| (i as f64 + 0.5) / each as f64).collect();
        self.product(&cells, &vec![1.0 / each as f64; each])
    }

    fn gauss(&self, count: usize) -> Vec<(Point, f64)> {
        let each = self.along_each(count);
        let (mut nodes, mut weights) = (vec![0.0; each], vec![0.0; each]);
        gauss_legendre(&mut nodes, &mut weights);
        onto([0.0, 1.0], &mut nodes, &mut weights);
        self.product(&nodes, &weights)
    }

    /// Points along each axis of a product of about so many.
    fn along_each(&self, count: usize) -> usize {
        ((count as f64).powf(1.0 / self.inputs() as f64).round() as usize).max(1)
    }

    fn product(&self, shares: &[f64], weights: &[f64]) -> Vec<(Point, f64)> {
        let (each, inputs) = (shares.len(), self.inputs());
        let point = |mut index: usize| {
            let (mut point, mut weight) = ([0.0; MOST_INPUTS], 1.0);
            for d in (0..inputs).rev() {
                point[d] = shares[index % each];
                weight *= weights[index % each];
                index /= each;
            }
            (self.at(&point), weight)
        };
        (0..each.pow(inputs as u32)).map(point).collect()
    }
}

fn with_shares(points: Vec<Point>) -> Vec<(Point, f64)> {
    let share = 1.0 / points.len() as f64;
    points.into_iter().map(|point| (point, share)).collect()
}
