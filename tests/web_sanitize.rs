//! What the sanitiser promises, in a real browser: hostile HTML is shown, never run, and contacts nobody.
#![cfg(target_arch = "wasm32")]

mod support {
    pub mod page;
}

use js_sys::{Promise, Reflect};
use rundown::editor::{EditorTools, Rendered, render_block};
use rundown::markdown::{Block, BlockKind, BlockList, ImagePolicy, RenderOptions};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::Element;

use self::support::page::{append, document};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
async fn raw_html_is_shown_but_never_runs() {
    sanitiser().await;
    let attacks = [
        "<img src=x onerror=ran=1>",
        "<p><script>ran=1</script>",
        "<svg onload=ran=1><script>ran=1</script></svg>",
        "<details open ontoggle=ran=1>text</details>",
        "<frameset onload=ran=1><frame src=javascript:ran=1>",
        "<iframe srcdoc='<script>parent.ran=1</script>'></iframe>",
        "<style>@import '//evil.example'</style><p style='background:url(//evil.example)'>",
        "<math><mtext><table><mglyph><style><!--</style><img title='--><img src=1 onerror=ran=1>'>",
        "<form action=javascript:ran=1><button>text</button><input autofocus onfocus=ran=1></form>",
    ];
    for attack in attacks {
        let place = rendered(attack, ImagePolicy::Allowed);
        until_an_attack_has_run().await;
        assert!(!has_run("ran"), "{attack}");
        let active = "script, style, svg, math, iframe, form, button, [style], [onerror], [onload], [ontoggle]";
        assert_eq!(place.query_selector(active).expect("a selector"), None, "{attack}");
        place.remove();
    }
}

#[wasm_bindgen_test]
async fn raw_html_keeps_what_prose_needs() {
    let sanitiser = sanitiser().await;
    for html in [
        "<p>H<sub>2</sub>O, <kbd>Ctrl</kbd>, <mark>new</mark></p>",
        r#"<details open=""><summary>More</summary><p>text</p></details>"#,
        r#"<table><thead><tr><th align="right">n</th></tr></thead><tbody><tr><td colspan="2">1</td></tr></tbody></table>"#,
        r#"<pre><code class="language-c++">a &lt; b</code></pre>"#,
        r#"<input type="checkbox" disabled="" checked=""> done"#,
    ] {
        check_sanitized(&sanitiser, html, html);
    }
}

#[wasm_bindgen_test]
async fn links_lead_only_to_harmless_schemes_and_open_in_a_new_tab() {
    let sanitiser = sanitiser().await;
    let opens = r#"target="_blank" rel="noopener noreferrer""#;
    for href in ["https://a.example/?q", "mailto:a@b.example", "tel:+1", "notes.html", "//a.example"] {
        check_sanitized(
            &sanitiser,
            &format!(r#"<a href="{href}" target="_top">text</a>"#),
            &format!(r#"<a href="{href}" {opens}>text</a>"#),
        );
    }
    check_sanitized(
        &sanitiser,
        r##"<a href="#extras" target="_top">text</a>"##,
        r##"<a href="#notes-extras">text</a>"##,
    );
    for href in ["javascript:ran=1", "JaVa\tscript:ran=1", "data:text/html,x", "vbscript:x", "blob:x"] {
        check_sanitized(
            &sanitiser,
            &format!(r#"<a href="{href}">text</a>"#),
            &format!(r#"<a class="refused-link" title="Refused address: {href}">text</a>"#),
        );
    }
}

#[wasm_bindgen_test]
async fn nothing_in_notes_shadows_a_name_of_the_page() {
    let sanitiser = sanitiser().await;
    check_sanitized(
        &sanitiser,
        r#"<a id="app" name="forms"></a><p id="notes-extras" class="toolbar footnote-ref">text</p>"#,
        r#"<a id="notes-app" name="notes-forms"></a><p id="notes-extras" class="footnote-ref">text</p>"#,
    );
}

#[wasm_bindgen_test]
async fn only_the_box_of_a_task_is_left_of_forms() {
    let sanitiser = sanitiser().await;
    check_sanitized(
        &sanitiser,
        r#"<form action="x"><input type="text"><button>a</button><select><option>b</option></select><input type="checkbox"></form>"#,
        r#"ab<input type="checkbox" disabled="">"#,
    );
}

#[wasm_bindgen_test]
async fn remote_images_wait_until_they_are_allowed() {
    let sanitiser = sanitiser().await;
    let image = r#"<picture><source srcset="//b.example/a.png"><img src="https://www.a.example/a.png" srcset="//b.example/b.png 2x" alt="A chart"></picture>"#;
    let waiting = rendered(image, ImagePolicy::Placeholder);
    assert_eq!(waiting.query_selector("img, source, [src], [srcset]").expect("a selector"), None);
    assert_eq!(waiting.text_content().as_deref(), Some("A chart a.example"));
    let placeholder = waiting.query_selector(".remote-image[role=img]").expect("a selector");
    let placeholder = placeholder.expect("a placeholder");
    assert_eq!(placeholder.get_attribute("data-src").as_deref(), Some("https://www.a.example/a.png"));
    waiting.remove();

    let shown = sanitiser.sanitize_html(image, ImagePolicy::Allowed);
    assert!(shown.contains(r#"referrerpolicy="no-referrer""#) && !shown.contains("srcset"), "{shown}");
}

#[wasm_bindgen_test]
async fn images_beside_the_notes_are_named_and_never_fetched() {
    let sanitiser = sanitiser().await;
    let named = r#"<span class="local-image" role="img" aria-label="Logo (image file logo.png)"><span>Logo</span> <span>logo.png</span></span>"#;
    check_sanitized(&sanitiser, r#"<img src="logo.png" alt="Logo">"#, named);
    assert_eq!(sanitiser.sanitize_html(r#"<img src="logo.png" alt="Logo">"#, ImagePolicy::Allowed), named);
}

#[wasm_bindgen_test]
fn blocks_without_raw_html_are_rendered_as_they_are() {
    let html = r#"<p class="anything" id="as-written">text</p>"#;
    let place = document().create_element("div").expect("a div");
    let mut block = block(html);
    block.has_raw_html = false;
    assert_eq!(render_block(&place, &block, ImagePolicy::Placeholder), Rendered::AsMeant);
    assert_eq!(place.inner_html(), html);
}

#[wasm_bindgen_test]
async fn a_long_block_is_laid_out_in_pieces_that_say_the_same() {
    sanitiser().await;
    let words = "a 🎙 שלום ".repeat(8_000);
    let html = format!("<p>{words}<em>{words}</em> end</p><ul><li>short</li></ul>");
    for has_raw_html in [true, false] {
        let place = document().create_element("div").expect("a div");
        let mut block = block(&html);
        block.has_raw_html = has_raw_html;
        assert_eq!(render_block(&place, &block, ImagePolicy::Placeholder), Rendered::AsMeant);
        assert_eq!(place.text_content().as_deref(), Some(format!("{words}{words} endshort").as_str()));
        assert!(place.get_elements_by_class_name("piece").length() > 40);
        assert!(place.query_selector("li .piece").is_ok_and(|piece| piece.is_none()));
    }
}

#[wasm_bindgen_test]
fn a_long_list_goes_on_counting_and_a_long_table_keeps_its_head() {
    let items = "<li>a</li>".repeat(3_000);
    let rows = "<tr><td>b</td></tr>".repeat(1_500);
    let html =
        format!("<ol start=\"7\">{items}</ol><table><thead><tr><th>H</th></tr></thead><tbody>{rows}</tbody></table>");
    let place = document().create_element("div").expect("a div");
    let mut block = block(&html);
    block.has_raw_html = false;
    assert_eq!(render_block(&place, &block, ImagePolicy::Placeholder), Rendered::AsMeant);
    let starts = place.query_selector_all("ol").expect("a selector");
    let start = |idx: u32| starts.item(idx).and_then(|it| it.unchecked_into::<Element>().get_attribute("start"));
    assert_eq!((starts.length(), start(0).as_deref(), start(29).as_deref()), (30, Some("7"), Some("2907")));
    let n = |selector: &str| place.query_selector_all(selector).expect("a selector").length();
    assert_eq!((n("li"), n("td"), n("th"), n(".piece:first-of-type th")), (3_000, 1_500, 1, 1));
}

#[wasm_bindgen_test]
fn a_table_of_more_columns_than_a_browser_lays_out_has_its_cells_one_after_the_other() {
    let row = |cell: &str| format!("<tr>{}</tr>", format!("<{cell}>a word</{cell}>").repeat(1_000));
    let html = format!("<table><thead>{}</thead><tbody>{}</tbody></table>", row("th"), row("td"));
    let place = document().create_element("div").expect("a div");
    let mut block = block(&html);
    block.has_raw_html = false;
    assert_eq!(render_block(&place, &block, ImagePolicy::Placeholder), Rendered::AsMeant);
    let n = |selector: &str| place.query_selector_all(selector).expect("a selector").length();
    assert_eq!(
        (n(".wide-table > thead > tr > .piece > th"), n(".wide-table > tbody > tr > .piece > td")),
        (1_000, 1_000)
    );
    assert!(n("thead .piece") > 4);
}

/// Lets an attack run that nothing holds back, and waits for it: whatever began before it has run by then.
#[allow(clippy::disallowed_methods, reason = "the control of the experiment must be unsafe")]
async fn until_an_attack_has_run() {
    let place = append("div");
    place.set_inner_html("<img src=y onerror=control=1>");
    // The runner ends a test that never gets there.
    while !has_run("control") {
        a_moment().await;
    }
    Reflect::delete_property(&js_sys::global(), &"control".into()).expect("a property that can go");
    place.remove();
}

fn has_run(mark: &str) -> bool {
    Reflect::has(&js_sys::global(), &mark.into()).expect("the global object")
}

async fn a_moment() {
    let wait = |done: js_sys::Function, _| {
        let window = web_sys::window().expect("a window");
        window.set_timeout_with_callback_and_timeout_and_arguments_0(&done, 10).expect("a timer");
    };
    JsFuture::from(Promise::new(&mut { wait })).await.expect("a promise that is kept");
}

#[track_caller]
fn check_sanitized(sanitiser: &EditorTools, html: &str, expected: &str) {
    let safe = sanitiser.sanitize_html(html, ImagePolicy::Placeholder);
    assert_eq!(safe, expected);
    assert_eq!(sanitiser.sanitize_html(&safe, ImagePolicy::Placeholder), safe, "a second time");
}

async fn sanitiser() -> EditorTools {
    EditorTools::fetch().await.expect("a part that can be fetched")
}

fn rendered(raw_html: &str, images: ImagePolicy) -> Element {
    let place = append("div");
    assert_eq!(render_block(&place, &block(raw_html), images), Rendered::AsMeant);
    place
}

fn block(raw_html: &str) -> Block {
    let mut block = BlockList::new("x", RenderOptions::default()).blocks()[0].clone();
    block.kind = BlockKind::Html;
    block.html = raw_html.to_owned();
    block.has_raw_html = true;
    block
}
