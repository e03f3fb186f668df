//! Momentum: what of the last step is added to the next.

/// How the velocity reaches the present tangent space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Transport {
    /// Not at all: its coordinates are reused, as if the tangent space were fixed.
    Parameter,
    /// The last step as a tangent function at the last parameters, J_{k−1}p_{k−1}, projected; of an
    /// [accelerated](crate::step_length::GeodesicAcceleration) step its straight part, whose tangent function the
    /// curve follows.
    Projected,
    /// The true difference of the last two functions, u_k − u_{k−1}, projected.
    Difference,
    /// As the function zero: of the last step's coordinates only what the present rows do not see is kept.
    Unseen,
}

/// The momentum of a step.
///
/// # Source
/// Nouy, Somacal (arXiv 2604.15554) for the projected forms; Polyak (1964) and Nesterov (1983) for
/// [`Transport::Parameter`] with the Euclidean metric; Guzmán-Cordero et al. (arXiv 2505.12149) for SPRING.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Momentum<R> {
    /// d = −α G⁺g.
    None,
    /// d = P_T[β v − α ∇L(u_k)], v the transported velocity.
    HeavyBall {
        /// β in [0, 1).
        beta: R,
        /// How v is made.
        transport: Transport,
    },
    /// w = R[u_k + β P_T v], then d = −α G⁺g at w, with the tangent space at w.
    Nesterov {
        /// β in [0, 1).
        beta: R,
        /// How v is made.
        transport: Transport,
    },
    /// Heavy ball whose α ≤ the learning rate and β ≤ `most` minimize the quadratic model of the loss,
    /// gᵀd + ½dᵀGd, on the span of −G⁺g and the transported velocity. In full steps with a G that is the
    /// curvature and no damping it chooses β = 0; it acts where α, damping or batches hold the step back.
    /// Where the metric is not the curvature of the loss, β = `most`.
    ///
    /// # Source
    /// Martens, Grosse (2015), section 7 (arXiv 1503.05671).
    Joint {
        /// The largest β, in [0, 1).
        most: R,
        /// How v is made.
        transport: Transport,
    },
    /// φ = argmin‖Jφ + αr‖² + λ‖φ − βφ_{k−1}‖², d = φ/√(1 − β²ᵏ) at the k-th step since the start or the last
    /// restart: a memory of what single batches leave undetermined.
    ///
    /// The velocity is φ, without the division and without the length of the step. A rejection sets it to
    /// zero and k to one. The division keeps the size of d, so that the first step is 1/√(1 − β²) times the
    /// plain one.
    Spring {
        /// β in [0, 1), μ in the source.
        beta: R,
    },
}

impl<R: Copy> Momentum<R> {
    /// (β or the largest β, transport), if there is momentum.
    pub fn parts(&self) -> Option<(R, Transport)> {
        match *self {
            Self::None => None,
            Self::HeavyBall { beta, transport } | Self::Nesterov { beta, transport } => {
                Some((beta, transport))
            }
            Self::Joint { most, transport } => Some((most, transport)),
            Self::Spring { beta } => Some((beta, Transport::Unseen)),
        }
    }

    /// Whether the velocity is the whole step that was added, bend included.
    pub(crate) fn is_of_the_step(&self) -> bool {
        matches!(self.parts(), Some((_, Transport::Parameter | Transport::Difference)))
    }
}
