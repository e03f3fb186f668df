//! Hard boundary conditions: u = l + a·N, where a vanishes on the boundary and l satisfies its data.

use super::{At, Mlp, Model};
use crate::{Jet, Order, Real};

/// The two functions that build the boundary conditions in.
pub trait Boundary<R: Real, const D: usize, const O: usize> {
    /// a, the factor of the inner model; zero on the boundary.
    fn factor(&self, point: &[R; D]) -> Jet<R, D>;

    /// l, one function per output, with the boundary's data. Zero if left out.
    fn lift(&self, point: &[R; D]) -> [Jet<R, D>; O] {
        let _ = point;
        [Jet::ZERO; O]
    }
}

/// A function of the point that returns (a, l) is a boundary.
impl<R: Real, F, const D: usize, const O: usize> Boundary<R, D, O> for F
where
    F: Fn(&[R; D]) -> (Jet<R, D>, [Jet<R, D>; O]),
{
    fn factor(&self, point: &[R; D]) -> Jet<R, D> {
        self(point).0
    }

    fn lift(&self, point: &[R; D]) -> [Jet<R, D>; O] {
        self(point).1
    }
}

/// The model u = l(x) + a(x)·N_θ(x), with the parameters of N.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct HardBoundary<M, B> {
    /// N.
    pub inner: M,
    /// a and l.
    pub boundary: B,
}

impl<M, B> HardBoundary<M, B> {
    /// u = l + a·inner.
    pub const fn new(inner: M, boundary: B) -> Self {
        Self { inner, boundary }
    }

    /// u, ∂u = ∂l + a ∂N + N ∂a, ∂²u = ∂²l + a ∂²N + 2 ∂a ∂N + N ∂²a.
    fn outer<R: Real, const D: usize, const O: usize>(
        &self,
        point: &[R; D],
        order: Order,
        inner: &[Jet<R, D>; O],
        lifted: bool,
    ) -> [Jet<R, D>; O]
    where
        B: Boundary<R, D, O>,
    {
        let a = self.boundary.factor(point);
        let mut jets = if lifted { self.boundary.lift(point) } else { [Jet::ZERO; O] };
        for (u, n) in jets.iter_mut().zip(inner) {
            u.value += a.value * n.value;
            for d in 0..D {
                let (a1, n1) = (a.gradient[d], n.gradient[d]);
                u.gradient[d] += a.value * n1 + a1 * n.value;
                u.second[d] += a.value * n.second[d] + (a1 + a1) * n1 + a.second[d] * n.value;
            }
            if order < Order::Gradient {
                u.gradient = [R::ZERO; D];
            }
            if order < Order::Second {
                u.second = [R::ZERO; D];
            }
        }
        jets
    }

    /// The adjoint of [`outer`](Self::outer) in N, ∂N, ∂²N.
    fn inner_cotangent<R: Real, const D: usize, const O: usize>(
        &self,
        point: &[R; D],
        cotangent: &[Jet<R, D>; O],
    ) -> [Jet<R, D>; O]
    where
        B: Boundary<R, D, O>,
    {
        let a = self.boundary.factor(point);
        cotangent.each_ref().map(|c| {
            let mut inner = Jet::value(a.value * c.value);
            for d in 0..D {
                let (a1, c2) = (a.gradient[d], c.second[d]);
                inner.value += a1 * c.gradient[d] + a.second[d] * c2;
                inner.gradient[d] = a.value * c.gradient[d] + (a1 + a1) * c2;
                inner.second[d] = a.value * c2;
            }
            inner
        })
    }
}

impl<B, const D: usize, const O: usize> HardBoundary<Mlp<D, O>, B> {
    /// u(x), without any memory to lend: [`Mlp::predict`] behind the boundary.
    ///
    /// Shapes: theta P.
    pub fn predict<R: Real>(&self, theta: &[R], point: &[R; D]) -> [R; O]
    where
        B: Boundary<R, D, O>,
    {
        let inner = self.inner.predict(theta, point).map(Jet::value);
        self.outer(point, Order::Value, &inner, true).map(|jet| jet.value)
    }
}

impl<R: Real, M: Model<R, D, O>, B: Boundary<R, D, O>, const D: usize, const O: usize> Model<R, D, O>
    for HardBoundary<M, B>
{
    fn parameters(&self) -> usize {
        self.inner.parameters()
    }

    fn scratch(&self) -> usize {
        self.inner.scratch()
    }

    fn block_scratch(&self, order: Order, points: usize) -> usize {
        self.inner.block_scratch(order, points)
    }

    fn jet(&self, at: At<'_, R, D>, scratch: &mut [R]) -> [Jet<R, D>; O] {
        let inner = self.inner.jet(at, scratch);
        self.outer(at.point(), at.order, &inner, true)
    }

    fn pull_back(&self, at: At<'_, R, D>, cotangent: &[Jet<R, D>; O], scratch: &mut [R], row: &mut [R]) {
        let cotangent = self.inner_cotangent(at.point(), cotangent);
        self.inner.pull_back(at, &cotangent, scratch, row);
    }

    fn jets<const K: usize>(&self, at: At<'_, R, D, K>, scratch: &mut [R]) -> [Jet<[R; K], D>; O] {
        let inner = self.inner.jets(at, scratch);
        pointwise(at.points, &inner, |point, jets| self.outer(point, at.order, jets, true))
    }

    fn last_jets<const K: usize>(&self, at: At<'_, R, D, K>, scratch: &mut [R]) -> [Jet<[R; K], D>; O] {
        let inner = self.inner.last_jets(at, scratch);
        pointwise(at.points, &inner, |point, jets| self.outer(point, at.order, jets, true))
    }

    fn pull_backs<const K: usize>(
        &self,
        at: At<'_, R, D, K>,
        cotangents: &[Jet<[R; K], D>; O],
        scratch: &mut [R],
        rows: &mut [[R; K]],
    ) {
        let cotangents = pointwise(at.points, cotangents, |point, c| self.inner_cotangent(point, c));
        self.inner.pull_backs(at, &cotangents, scratch, rows);
    }

    fn push_forwards<const K: usize>(
        &self,
        at: At<'_, R, D, K>,
        direction: &[R],
        scratch: &mut [R],
        rows: &mut [[R; K]],
    ) -> [Jet<[R; K], D>; O] {
        let inner = self.inner.push_forwards(at, direction, scratch, rows);
        pointwise(at.points, &inner, |point, jets| self.outer(point, at.order, jets, false))
    }
}

/// A map of jets, point by point.
fn pointwise<R: Real, const D: usize, const O: usize, const K: usize>(
    points: &[[R; D]; K],
    block: &[Jet<[R; K], D>; O],
    map: impl Fn(&[R; D], &[Jet<R, D>; O]) -> [Jet<R, D>; O],
) -> [Jet<[R; K], D>; O] {
    let mut mapped = [Jet::ZEROS; O];
    for (k, point) in points.iter().enumerate() {
        let jets = map(point, &block.each_ref().map(|lanes| lanes.point(k)));
        for (lanes, jet) in mapped.iter_mut().zip(&jets) {
            lanes.set_point(k, jet);
        }
    }
    mapped
}
