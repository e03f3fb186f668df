//! Pictures as PNG: the SVG of the same picture, drawn with a typeface that the program carries, so that
//! no font need be installed.

use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};

use super::plot::PlotError;

/// The typeface and its licence come with the crate that holds it.
static FONTS: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = fontdb::Database::new();
    fonts.load_font_data(epaint_default_fonts::UBUNTU_LIGHT.to_vec());
    let family = fonts.faces().next().and_then(|face| face.families.first()).map(|family| family.0.clone());
    fonts.set_sans_serif_family(family.unwrap_or_default());
    Arc::new(fonts)
});

/// The picture at twice the size that its header says, 192 pixels an inch.
///
/// # Errors
/// When the SVG cannot be read, or is empty.
pub fn png(svg: &str) -> Result<Vec<u8>, PlotError> {
    let options = Options { fontdb: FONTS.clone(), ..Options::default() };
    let tree = Tree::from_str(svg, &options)?;
    let size = tree.size().to_int_size().scale_by(2.0).ok_or("the picture has no size")?;
    let mut pixels = Pixmap::new(size.width(), size.height()).ok_or("the picture has no size")?;
    resvg::render(&tree, Transform::from_scale(2.0, 2.0), &mut pixels.as_mut());
    Ok(pixels.encode_png()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_drawn_without_a_font_of_the_system() {
        let svg = |text: &str| {
            format!(
                "<svg width=\"90\" height=\"40\" xmlns=\"http://www.w3.org/2000/svg\">\
                 <text x=\"5\" y=\"30\" font-family=\"sans-serif\" font-size=\"24\">{text}</text></svg>"
            )
        };
        let ink = |text: &str| {
            let pixels = Pixmap::decode_png(&png(&svg(text)).unwrap()).unwrap();
            assert_eq!((pixels.width(), pixels.height()), (180, 80));
            pixels.pixels().iter().filter(|pixel| pixel.alpha() > 127).count()
        };
        println!("{} pixels", ink("L²"));
        assert!(ink("L²") > 100 && ink("L²") > ink("L") && ink("") == 0);
    }
}
