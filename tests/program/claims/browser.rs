//! A page in headless Chromium, driven as a person would: by clicks and the pointer.

use std::path::Path;
use std::sync::Arc;
use std::thread::sleep;
use std::time::{Duration, Instant};

use headless_chrome::browser::default_executable;
use headless_chrome::browser::tab::point::Point;
use headless_chrome::protocol::cdp::Emulation;
use headless_chrome::{Browser, LaunchOptions, Tab};
use serde_json::Value;

pub struct Page {
    tab: Arc<Tab>,
    _browser: Browser,
}

impl Page {
    pub fn open(file: &Path) -> Self {
        let path = default_executable().unwrap_or_else(|_| {
            panic!("this claim needs Chromium, which tests/run installs (Debian: apt-get install chromium)")
        });
        let options = LaunchOptions {
            path: Some(path),
            // Chromium refuses to run as root with its sandbox; the page is our own.
            sandbox: false,
            window_size: Some((1200, 1000)),
            idle_browser_timeout: Duration::from_secs(300),
            ..LaunchOptions::default()
        };
        let browser = Browser::new(options).expect("Chromium begins");
        let tab = browser.new_tab().unwrap();
        tab.set_default_timeout(Duration::from_secs(60));
        tab.navigate_to(&format!("file://{}", file.display())).unwrap().wait_until_navigated().unwrap();
        Self { tab, _browser: browser }
    }

    /// The value of a JavaScript expression.
    pub fn value(&self, expression: &str) -> Value {
        let text = self.tab.evaluate(&format!("JSON.stringify({expression})"), false);
        let text = text.unwrap_or_else(|error| panic!("{expression}: {error}")).value;
        match text {
            Some(Value::String(text)) => serde_json::from_str(&text).unwrap(),
            other => panic!("{expression}: {other:?}"),
        }
    }

    /// Waits until an expression is true: events and drawing take their time.
    pub fn wait(&self, expression: &str) {
        let begun = Instant::now();
        while self.value(expression) != Value::Bool(true) {
            assert!(begun.elapsed() < Duration::from_secs(30), "{expression} did not become true");
            sleep(Duration::from_millis(20));
        }
    }

    /// Clicks on the element of a selector.
    pub fn click(&self, selector: &str) {
        self.tab.find_element(selector).and_then(|element| element.click().map(|_| ())).unwrap();
    }

    /// Moves the pointer this far across and down an element.
    pub fn point_at(&self, selector: &str, [across, down]: [f64; 2]) {
        let edges = self.value(&format!(
            "(element => {{ element.scrollIntoView({{block: 'center'}}); const box = element.getBoundingClientRect(); \
             return [box.left, box.top, box.width, box.height]; }})(document.querySelector({selector:?}))"
        ));
        let [left, top, width, height] = [0, 1, 2, 3].map(|index| edges[index].as_f64().unwrap());
        let point = Point { x: left + across * width, y: top + down * height };
        self.tab.move_mouse_to_point(point).unwrap();
    }

    /// Prefers "light" or "dark".
    pub fn prefer(&self, scheme: &str) {
        let feature =
            Emulation::MediaFeature { name: "prefers-color-scheme".to_owned(), value: scheme.to_owned() };
        let media = Emulation::SetEmulatedMedia { media: None, features: Some(vec![feature]) };
        self.tab.call_method(media).unwrap();
    }

    /// Becomes a screen of this size.
    pub fn resize(&self, width: u32, height: u32) {
        self.tab
            .call_method(Emulation::SetDeviceMetricsOverride {
                width,
                height,
                device_scale_factor: 2.0,
                mobile: true,
                scale: None,
                screen_width: None,
                screen_height: None,
                position_x: None,
                position_y: None,
                dont_set_visible_size: None,
                screen_orientation: None,
                viewport: None,
                display_feature: None,
                device_posture: None,
            })
            .unwrap();
    }
}
