//! Images that some readers do not see.

use super::anatomy::{Anatomy, ImagePart};
use super::check::{Check, Find, Finding, Severity, quoted};
use crate::markdown::web_host;

pub(super) static IMAGE_WITHOUT_ALT: Check =
    Check::new("image-without-alt", Severity::Doubtful, "Image without a description")
        .why("People who cannot see it, and apps that show no images, have nothing in its place.")
        .find(Find::Block(without_alt), "![](https://a.example/kite.png)");

pub(super) static HOT_LINKED_IMAGE: Check =
    Check::new("hot-linked-image", Severity::Doubtful, "Image from an attachment host")
        .why("Such addresses expire: the image will be gone for readers one day.")
        .find(Find::Block(hot_linked), "![Kite](https://paper-attachments.dropbox.com/kite.png)");

/// Hosts that keep attachments for a while: the beginning of a name, or its end with a dot before it.
const ATTACHMENT_HOSTS: &[&str] = &[
    "paper-attachments.",
    "trello-attachments.",
    "attachments.",
    "user-attachments.",
    "prod-files-secure.",
    ".amazonaws.com",
    ".dropboxusercontent.com",
    ".dropboxstatic.com",
    ".googleusercontent.com",
    ".discordapp.com",
    ".discordapp.net",
    ".notion.so",
    ".notion-static.com",
];

fn without_alt(anatomy: &Anatomy) -> Vec<Finding> {
    let bare = anatomy.images.iter().filter(|image| image.alt.trim().is_empty());
    let finding = |image: &ImagePart| {
        let host = web_host(&image.url).map_or_else(|| image.url.clone(), |host| host.name);
        let message = format!("This image from {} has no description.", quoted(&host));
        let is_inline = anatomy.source[image.bytes.clone()].starts_with("![");
        let n_bytes_to_gap = if is_inline { "![".len() } else { 0 };
        Finding { n_bytes_to_gap, ..Finding::new(&IMAGE_WITHOUT_ALT, image.bytes.clone(), message) }
    };
    bare.map(finding).collect()
}

fn hot_linked(anatomy: &Anatomy) -> Vec<Finding> {
    let finding = |image: &ImagePart| {
        let host = web_host(&image.url).map(|host| host.name).filter(|host| is_attachment_host(host))?;
        let message = format!("This image is an attachment on {}, where it may expire.", quoted(&host));
        Some(Finding::new(&HOT_LINKED_IMAGE, image.bytes.clone(), message))
    };
    anatomy.images.iter().filter_map(finding).collect()
}

fn is_attachment_host(host: &str) -> bool {
    let is_like = |known: &str| if known.starts_with('.') { host.ends_with(known) } else { host.starts_with(known) };
    ATTACHMENT_HOSTS.iter().any(|known| is_like(known))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn images_without_a_description_are_found() {
        check(
            "image-without-alt",
            "![ ](https://a.example/k.png)\n",
            &["1 This image from “a.example” has no description."],
        );
        check("image", "![Kite](https://a.example/k.png) [a](https://b.example/k.png) `![](c.png)`\n", &[]);
    }

    #[test]
    fn images_that_will_not_last_are_found() {
        check(
            "hot-linked-image",
            "![Kite](https://paper-attachments.dropbox.com/k.png)\n\n![Kite](https://b.s3.amazonaws.com/k.png)\n",
            &[
                "1 This image is an attachment on “paper-attachments.dropbox.com”, where it may expire.",
                "3 This image is an attachment on “b.s3.amazonaws.com”, where it may expire.",
            ],
        );
    }
}
