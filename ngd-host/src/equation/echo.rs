//! An equation file as it was understood, line by line.

use super::blueprint::Blueprint;
use super::linearity::Degree;
use super::system::Law;

const ORDINALS: [&str; 5] = ["no derivative", "first order", "second order", "third order", "fourth order"];

impl Blueprint {
    /// What the file was understood to say, one line for each residual, unknown that was added and warning.
    pub fn echo(&self) -> Vec<String> {
        let mut lines = Vec::new();
        let mut blocks = self.blocks.iter();
        let mut points = || blocks.next().map_or(0, |block| block.sites.len());
        for law in &self.system.equations {
            lines.push(format!("{}: {}, {} points", self.headed(law), self.character(law), points()));
        }
        for (law, condition) in self.system.conditions.iter().zip(&self.file.conditions) {
            let place = &condition.place.text;
            let rest = if condition.hard {
                "built into the model".to_owned()
            } else {
                format!("{} points", points())
            };
            lines.push(format!("where {place}: {} = 0: {}, {rest}", law.word.text, self.character(law)));
        }
        for (law, _) in &self.system.data {
            lines.push(format!(
                "{}: {} = 0: {}, {} points",
                law.title,
                law.word.text,
                self.character(law),
                points()
            ));
        }
        for sought in &self.sought {
            lines.push(format!("{} is to be found, from {}", sought.name, sought.guess));
        }
        lines
    }

    fn headed(&self, law: &Law) -> String {
        if law.own {
            return law.title.clone();
        }
        format!("{} = 0", law.word.text)
    }

    /// Linear or not, and the highest derivative; an auxiliary unknown counts as the derivative that it is.
    fn character(&self, law: &Law) -> String {
        let total = |orders: &[u8]| usize::from(orders.iter().sum::<u8>());
        let order = |(output, orders): (usize, [u8; super::file::MOST_INPUTS])| {
            let own = self.system.outputs[output].stands_for.map_or(0, |(_, of)| total(&of));
            total(&orders) + own
        };
        let highest = self.system.derivatives(law.root).into_iter().map(order).max().unwrap_or(0);
        let degree = if law.degree == Degree::Nonlinear { "nonlinear" } else { "linear" };
        format!("{degree}, {}", ORDINALS[highest.min(4)])
    }
}
