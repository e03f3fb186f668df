//! Functions of the coordinates that enter a network in their place.

use super::Planes;
use crate::Real;
use crate::real::unrolled::each;

/// Functions φ_1, φ_2, … of a point and their derivatives along its D directions.
pub trait Inputs<R: Real, const D: usize> {
    /// How many functions.
    fn count(&self) -> usize;

    /// Whether any of them has second derivatives that are not zero.
    fn is_curved(&self) -> bool;

    /// Writes values and derivatives at a block of points into the planes, function by function. A plane that
    /// is not asked for is empty.
    fn fill<const K: usize>(&self, points: &[[R; D]; K], planes: &mut Planes<'_, R, D, K>);
}

/// An affine function z = a·y + b of the point, and what enters the network for it: z itself, and the cosines and
/// sines of its multiples, cos z, sin z, cos 2z, sin 2z, …
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Coordinate<R, const D: usize> {
    /// a: ∂z along every direction.
    pub along: [R; D],
    /// b.
    pub offset: R,
    /// Whether z itself enters.
    pub itself: bool,
    /// How many cosines and sines enter.
    pub harmonics: usize,
    /// The factor of z in them.
    pub frequency: R,
}

impl<R: Real, const D: usize> Coordinate<R, D> {
    /// z itself.
    pub const fn plain(along: [R; D], offset: R) -> Self {
        Self { along, offset, itself: true, harmonics: 0, frequency: R::ONE }
    }

    /// cos ωz, sin ωz, … cos hωz, sin hωz in the place of z: a network that repeats itself with z + 2π/ω.
    pub const fn periodic(along: [R; D], offset: R, frequency: R, harmonics: usize) -> Self {
        Self { along, offset, itself: false, harmonics, frequency }
    }

    /// z, and beside it cos ωz, sin ωz, …
    pub const fn with_harmonics(self, frequency: R, harmonics: usize) -> Self {
        Self { harmonics, frequency, ..self }
    }

    const fn count(&self) -> usize {
        self.itself as usize + 2 * self.harmonics
    }
}

/// Inputs that are affine functions of the point, or cosines and sines of such.
///
/// *Mixed derivatives.* A model has first and pure second derivatives along the D directions of its points.
/// With x = A y, the columns of A the directions wanted, a point x is y = (x, 0, …, 0), and ∂²u along column
/// a_e is aᵀHa: ∂xy = ½(∂²_{x+y} − ∂²_x − ∂²_y), the third direction being (1, 1). One [`Coordinate`] holds one
/// row of A.
#[derive(Clone, Copy, Debug)]
pub struct Coordinates<S>(
    /// Slice, array or vector of [`Coordinate`]s.
    pub S,
);

impl<R: Real, S: AsRef<[Coordinate<R, D>]>, const D: usize> Inputs<R, D> for Coordinates<S> {
    fn count(&self) -> usize {
        self.0.as_ref().iter().map(Coordinate::count).sum()
    }

    fn is_curved(&self) -> bool {
        self.0.as_ref().iter().any(|coordinate| coordinate.harmonics > 0)
    }

    fn fill<const K: usize>(&self, points: &[[R; D]; K], planes: &mut Planes<'_, R, D, K>) {
        let mut index = 0;
        for coordinate in self.0.as_ref() {
            let mut z = [coordinate.offset; K];
            for (d, a) in coordinate.along.iter().enumerate() {
                each::<K>(|k| z[k] += *a * points[k][d]);
            }
            if coordinate.itself {
                let one = [R::ONE; K];
                put(planes, index, &coordinate.along, (&z, &one, &[R::ZERO; K]));
                index += 1;
            }
            if coordinate.harmonics == 0 {
                continue;
            }
            let first = z.map(|z| (coordinate.frequency * z).sine_and_cosine());
            let mut turned = first;
            let mut multiple = coordinate.frequency;
            for _ in 0..coordinate.harmonics {
                let (sine, cosine) = (turned.map(|[sine, _]| sine), turned.map(|[_, cosine]| cosine));
                let slope = |x: [R; K]| x.map(|x| multiple * x);
                let (up, down) = (slope(cosine), slope(sine.map(|x| -x)));
                put(planes, index, &coordinate.along, (&cosine, &down, &slope(up.map(|x| -x))));
                put(planes, index + 1, &coordinate.along, (&sine, &up, &slope(down)));
                index += 2;
                multiple += coordinate.frequency;
                each::<K>(|k| {
                    let ([s, c], [s1, c1]) = (turned[k], first[k]);
                    turned[k] = [s * c1 + c * s1, c * c1 - s * s1];
                });
            }
        }
    }
}

/// A function of z in its place: value, derivatives in z, and by them those along the directions.
#[inline(always)]
fn put<R: Real, const D: usize, const K: usize>(
    planes: &mut Planes<'_, R, D, K>,
    index: usize,
    along: &[R; D],
    (value, first, second): (&[R; K], &[R; K], &[R; K]),
) {
    if let Some(place) = planes.value.get_mut(index) {
        *place = *value;
    }
    for (place, a) in planes.gradient.get_mut(index).into_iter().flatten().zip(along) {
        each::<K>(|k| place[k] = *a * first[k]);
    }
    for (place, a) in planes.second.get_mut(index).into_iter().flatten().zip(along) {
        each::<K>(|k| place[k] = *a * *a * second[k]);
    }
}
