//! Images that some readers will not see.

use super::Check;
use super::anatomy::Anatomy;
use super::finding::{Slip, quoted};
use crate::markdown::web_host;

/// Hosts that keep attachments for a while: the begin of the name, or its end with a point before it.
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

/// Finds images without a description, and those that will not last.
pub(super) fn find(anatomy: &Anatomy, slips: &mut Vec<Slip>) {
    for image in &anatomy.images {
        let host = web_host(&image.url).map(|host| host.name);
        if image.alt.trim().is_empty() {
            let message =
                format!("This image from {} has no description.", quoted(host.as_deref().unwrap_or(&image.url)));
            slips.push(Slip::new(Check::ImageWithoutAlt, image.bytes.clone(), message));
        }
        if let Some(host) = host.filter(|host| is_attachment_host(host)) {
            let message = format!("This image lies with {}, which keeps attachments.", quoted(&host));
            slips.push(Slip::new(Check::HotLinkedImage, image.bytes.clone(), message));
        }
    }
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
                "1 This image lies with “paper-attachments.dropbox.com”, which keeps attachments.",
                "3 This image lies with “b.s3.amazonaws.com”, which keeps attachments.",
            ],
        );
    }
}
