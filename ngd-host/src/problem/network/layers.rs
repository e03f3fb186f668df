use std::fmt;
use std::str::FromStr;

use serde::Serialize;

use crate::request::{Accepts, Flag, Heading, Rejected};

/// The most hidden layers of a network.
pub const MAX_HIDDEN_LAYERS: usize = 8;
/// The most parameters of a network: its triangle G then takes 1.6 GB in f64.
pub const MAX_PARAMETERS: usize = 20_000;

/// The flag.
pub static LAYERS: Flag = Flag {
    name: "layers",
    value: "WIDTHS",
    heading: Heading::Network,
    help: "The widths of the network: inputs, 1 to 8 hidden layers, outputs, for example 2,32,1",
    accepts: Accepts::parsed::<Layers>(),
};

/// The widths of a network: inputs, hidden layers, outputs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Layers(Vec<usize>);

impl Layers {
    /// The network with these widths.
    ///
    /// # Errors
    /// No hidden layer or more than [`MAX_HIDDEN_LAYERS`], a width of zero, more than [`MAX_PARAMETERS`].
    pub fn new(widths: &[usize]) -> Result<Self, Rejected> {
        let hidden = widths.len().saturating_sub(2);
        if !(1..=MAX_HIDDEN_LAYERS).contains(&hidden) {
            return Err(Rejected(format!(
                "layers are inputs, 1 to {MAX_HIDDEN_LAYERS} hidden widths, outputs, for example 2,32,1"
            )));
        }
        if widths.contains(&0) {
            return Err(Rejected("every layer must have a width of 1 or above".to_owned()));
        }
        match parameters(widths) {
            Some(parameters) if parameters <= MAX_PARAMETERS => Ok(Self(widths.to_vec())),
            _ => Err(Rejected(format!("a network may have at most {MAX_PARAMETERS} parameters"))),
        }
    }

    /// P.
    pub fn parameters(&self) -> usize {
        parameters(&self.0).unwrap_or(MAX_PARAMETERS)
    }

    /// All widths, inputs first.
    pub fn widths(&self) -> &[usize] {
        &self.0
    }

    /// The widths between the first and the last.
    pub fn hidden(&self) -> &[usize] {
        self.0.get(1..self.0.len().saturating_sub(1)).unwrap_or_default()
    }

    /// Whether the network maps `inputs` numbers to `outputs`.
    pub fn fit(&self, inputs: usize, outputs: usize) -> bool {
        self.0.first() == Some(&inputs) && self.0.last() == Some(&outputs)
    }
}

/// Weights and biases; none if they are beyond counting.
fn parameters(widths: &[usize]) -> Option<usize> {
    widths.windows(2).try_fold(0usize, |sum, pair| match pair {
        [inputs, outputs] => inputs.checked_add(1)?.checked_mul(*outputs)?.checked_add(sum),
        _ => None,
    })
}

impl FromStr for Layers {
    type Err = Rejected;

    fn from_str(text: &str) -> Result<Self, Rejected> {
        let widths: Result<Vec<usize>, _> = text.split(',').map(|width| width.trim().parse()).collect();
        let widths = widths.map_err(|_| {
            Rejected("layers are whole numbers with commas between them, for example 2,32,1".to_owned())
        })?;
        Self::new(&widths)
    }
}

impl fmt::Display for Layers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let widths: Vec<String> = self.0.iter().map(ToString::to_string).collect();
        f.write_str(&widths.join(","))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_read_in_order() {
        let layers: Layers = "2, 20,21,1".parse().unwrap();
        assert_eq!(layers.widths(), [2, 20, 21, 1]);
        assert_eq!(layers.hidden(), [20, 21]);
        assert!(layers.fit(2, 1) && !layers.fit(1, 1) && !layers.fit(2, 2));
    }

    #[test]
    fn what_is_no_network_is_rejected() {
        let deep = ["2"; 11].join(",");
        let huge = format!("2,{},1", usize::MAX);
        for text in
            ["", "2", "2,1", "2,0,1", "2,-3,1", "2;32;1", "2,32,1,", "2,3.5,1", "2,9000,9000,1", &deep, &huge]
        {
            assert!(text.parse::<Layers>().is_err(), "{text}");
        }
    }
}
