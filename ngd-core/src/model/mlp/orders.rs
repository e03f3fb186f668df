//! The methods of a model for one point and for blocks, by the passes of a network.

/// The methods of [`Model`](crate::Model) that follow from [`Shape`](super::shape::Shape): one copy of each
/// pass for every order, made only where a program asks for it.
macro_rules! shape_model {
    () => {
        fn jet(&self, at: At<'_, R, D>, scratch: &mut [R]) -> [Jet<R, D>; O] {
            self.jets(at, scratch).map(|lanes| lanes.point(0))
        }

        fn pull_back(&self, at: At<'_, R, D>, cotangent: &[Jet<R, D>; O], scratch: &mut [R], row: &mut [R]) {
            let mut cotangents = [Jet::ZEROS; O];
            for (lanes, jet) in cotangents.iter_mut().zip(cotangent) {
                lanes.set_point(0, jet);
            }
            self.pull_backs(at, &cotangents, scratch, row.as_chunks_mut::<1>().0);
        }

        #[inline(always)]
        fn jets<const K: usize>(&self, at: At<'_, R, D, K>, scratch: &mut [R]) -> [Jet<[R; K], D>; O] {
            match at.order {
                Order::Value => forward::jets::<VALUE, 1, Self, R, D, O, K, D>(self, at, scratch),
                Order::Gradient => forward::jets::<GRADIENT, 2, Self, R, D, O, K, D>(self, at, scratch),
                Order::Second => forward::jets::<SECOND, 3, Self, R, D, O, K, D>(self, at, scratch),
            }
        }

        #[inline(always)]
        fn values<const K: usize>(&self, at: At<'_, R, D, K>, scratch: &mut [R]) -> [[R; K]; O] {
            forward::jets::<VALUE, 1, Self, R, D, O, K, 0>(self, at, scratch).map(|jet| jet.value)
        }

        #[inline(always)]
        fn last_values<const K: usize>(&self, at: At<'_, R, D, K>, scratch: &mut [R]) -> [[R; K]; O] {
            if cfg!(not(target_pointer_width = "64")) {
                return self.values(at, scratch);
            }
            forward::jets::<VALUE, 0, Self, R, D, O, K, 0>(self, at, scratch).map(|jet| jet.value)
        }

        #[inline(always)]
        fn pull_back_values<const K: usize>(
            &self,
            at: At<'_, R, D, K>,
            cotangents: &[[R; K]; O],
            scratch: &mut [R],
            rows: &mut [[R; K]],
        ) {
            let cotangents = cotangents.map(|value| Jet { value, gradient: [], second: [] });
            backward::pull_backs::<VALUE, Self, R, D, O, K, 0>(self, at, &cotangents, scratch, rows);
        }

        #[inline(always)]
        fn push_forward_values<const K: usize>(
            &self,
            at: At<'_, R, D, K>,
            direction: &[R],
            scratch: &mut [R],
            _rows: &mut [[R; K]],
        ) -> [[R; K]; O] {
            tangent::push_forwards::<VALUE, Self, R, D, O, K, 0>(self, at, direction, scratch)
                .map(|jet| jet.value)
        }

        #[inline(always)]
        fn last_jets<const K: usize>(&self, at: At<'_, R, D, K>, scratch: &mut [R]) -> [Jet<[R; K], D>; O] {
            if cfg!(not(target_pointer_width = "64")) {
                // One function less in the flash is worth more than a slope.
                return self.jets(at, scratch);
            }
            match at.order {
                Order::Value => forward::jets::<VALUE, 0, Self, R, D, O, K, D>(self, at, scratch),
                Order::Gradient => forward::jets::<GRADIENT, 1, Self, R, D, O, K, D>(self, at, scratch),
                Order::Second => forward::jets::<SECOND, 2, Self, R, D, O, K, D>(self, at, scratch),
            }
        }

        #[inline(always)]
        fn pull_backs<const K: usize>(
            &self,
            at: At<'_, R, D, K>,
            cotangents: &[Jet<[R; K], D>; O],
            scratch: &mut [R],
            rows: &mut [[R; K]],
        ) {
            match at.order {
                Order::Value => {
                    backward::pull_backs::<VALUE, Self, R, D, O, K, D>(self, at, cotangents, scratch, rows)
                }
                Order::Gradient => {
                    backward::pull_backs::<GRADIENT, Self, R, D, O, K, D>(self, at, cotangents, scratch, rows)
                }
                Order::Second => {
                    backward::pull_backs::<SECOND, Self, R, D, O, K, D>(self, at, cotangents, scratch, rows)
                }
            }
        }

        #[inline(always)]
        fn push_forwards<const K: usize>(
            &self,
            at: At<'_, R, D, K>,
            direction: &[R],
            scratch: &mut [R],
            _rows: &mut [[R; K]],
        ) -> [Jet<[R; K], D>; O] {
            match at.order {
                Order::Value => {
                    tangent::push_forwards::<VALUE, Self, R, D, O, K, D>(self, at, direction, scratch)
                }
                Order::Gradient => {
                    tangent::push_forwards::<GRADIENT, Self, R, D, O, K, D>(self, at, direction, scratch)
                }
                Order::Second => {
                    tangent::push_forwards::<SECOND, Self, R, D, O, K, D>(self, at, direction, scratch)
                }
            }
        }
    };
}

pub(super) use shape_model;
