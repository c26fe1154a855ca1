//! Whether images from other sites are shown.

use super::OpenNotes;

impl OpenNotes {
    /// Shows the remote images of the open draft, from now on.
    pub fn allow_images_here(&self) {
        self.saving.change_open(|draft| draft.images_allowed = true);
        self.render_again();
        self.saving.save_soon();
    }

    /// Shows remote images in every draft, from now on.
    pub fn allow_images_always(&self) {
        self.screen.change_settings(|settings| settings.images_always_allowed = true);
        self.render_again();
    }

    /// Asks again before showing remote images; what was allowed for a single draft stays allowed.
    pub fn ask_before_images(&self) {
        self.screen.change_settings(|settings| settings.images_always_allowed = false);
        self.render_again();
    }
}
