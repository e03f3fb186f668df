//! Latin points lie in every slice of every axis once; polygons know their inside, area, length and normals.

use ngd_core::model::SplitMix64;
use ngd_core::sampling::{EdgePoint, Polygon, latin};

#[test]
fn latin_points_fill_every_slice_once() {
    for (seed, count) in [(1, 1), (2, 7), (3, 100), (4, 1000)] {
        let mut points = vec![[0.0_f64; 5]; count];
        latin(&mut SplitMix64::new(seed), &mut points);
        for axis in 0..5 {
            let mut slices: Vec<usize> =
                points.iter().map(|point| (point[axis] * count as f64) as usize).collect();
            slices.sort_unstable();
            assert_eq!(slices, (0..count).collect::<Vec<_>>(), "axis {axis} of {count}");
        }
    }
    let mut points = vec![[0.0_f32; 2]; 5000];
    latin(&mut SplitMix64::new(5), &mut points);
    assert!(points.iter().flatten().all(|x| (0.0..1.0).contains(x)));
    // Axes are independent: the correlation is that of rounding, about 1/√n.
    let covariance: f64 =
        points.iter().map(|[x, y]| (f64::from(*x) - 0.5) * (f64::from(*y) - 0.5)).sum::<f64>() / 5000.0;
    println!("correlation {:.3}", 12.0 * covariance);
    assert!((12.0 * covariance).abs() <= 0.05);
}

const L: [[f64; 2]; 6] = [[-1.0, -1.0], [1.0, -1.0], [1.0, 0.0], [0.0, 0.0], [0.0, 1.0], [-1.0, 1.0]];
const HOLE: [[f64; 2]; 4] = [[-0.75, -0.75], [-0.75, -0.25], [-0.25, -0.25], [-0.25, -0.75]];

#[test]
fn polygons_have_holes_areas_and_edges() {
    let loops: [&[[f64; 2]]; 2] = [&L, &HOLE];
    let polygon = Polygon { loops: &loops };
    assert_eq!((polygon.area(), polygon.length()), (2.75, 10.0));
    let cases = [
        ([0.5, -0.5], true),
        ([0.5, 0.5], false),
        ([-0.5, -0.5], false),
        ([-0.9, -0.5], true),
        ([2.0, 0.0], false),
    ];
    for (point, inside) in cases {
        assert_eq!(polygon.contains(point), inside, "{point:?}");
    }
    // With these counts none lies on a vertex, where two normals are right.
    for count in [12, 1000, 10_000] {
        let mut edge = vec![EdgePoint { point: [f64::NAN; 2], normal: [f64::NAN; 2] }; count];
        polygon.along_edge(&mut edge);
        // Outside along the normal, inside against it: a step from the edge.
        for EdgePoint { point: [x, y], normal: [n, m] } in &edge {
            let step = 1e-6;
            assert!(polygon.contains([x - step * n, y - step * m]), "{x} {y}");
            assert!(!polygon.contains([x + step * n, y + step * m]), "{x} {y}");
            assert!((n.hypot(*m) - 1.0).abs() <= 1e-15);
        }
        // ∮ x·n = 2 · area, by the divergence theorem.
        let flux =
            |place: &EdgePoint<f64>| place.point[0] * place.normal[0] + place.point[1] * place.normal[1];
        let twice: f64 = edge.iter().map(flux).sum::<f64>() * 10.0 / count as f64;
        println!("{count} points: flux {twice}");
        // At most one point too many or too few on each of ten edges, on which |x·n| is at most one.
        assert!((twice - 5.5).abs() <= 100.0 / count as f64);
    }
}
