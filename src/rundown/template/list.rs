//! The author's templates, in their order, and the built-in ones.
//!
//! Invariant: no two have the same id. The built-in ones are never changed, only hidden or copied.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::built_in::is_built_in;
use super::{Template, built_in};
use crate::text::{SortedSet, sort_by_numbers, without_controls};

/// Longer names do not fit the menu. In characters.
pub(super) const MAX_NAME_CHARS: usize = 100;
/// Longer bodies are notes, not templates. In bytes.
const MAX_BODY_BYTES: usize = 100_000;

/// Why a template is not valid. The texts tell the author what to do.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum TemplateError {
    #[error("give the template a name")]
    NoName,
    #[error("the name has more than 100 characters: shorten it")]
    LongName,
    #[error("there is already a template “{name}”. Give this one another name")]
    TakenName {
        /// The name that the author entered.
        name: String,
    },
    #[error("the name of the show has more than 100 characters: shorten it")]
    LongShow,
    #[error("write the text that is to be inserted")]
    Empty,
    #[error("this is more than 100,000 characters: make a draft of it instead")]
    TooLong,
}

/// All templates.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Templates {
    own: Vec<Template>,
    /// The ids of built-in templates that the author has hidden.
    hidden: SortedSet<String>,
}

/// Templates that are listed together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateGroup {
    /// The heading above them.
    pub name: String,
    /// At least one.
    pub templates: Vec<Template>,
}

/// A template that was removed, and where it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemovedTemplate {
    /// Its index among the author's templates.
    pub idx: usize,
    pub template: Template,
}

/// The neighbour that a template is swapped with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Neighbour {
    Above,
    Below,
}

impl Template {
    /// The template as it is stored: a name on one line, `\n` for line breaks, one at the end.
    ///
    /// # Errors
    /// If the author must change something.
    pub fn checked(self) -> Result<Template, TemplateError> {
        let name = on_one_line(&self.name);
        let show = self.show.map(|show| on_one_line(&show)).filter(|show| !show.is_empty());
        let body = self.body.replace("\r\n", "\n").replace('\r', "\n");
        if name.is_empty() {
            return Err(TemplateError::NoName);
        }
        if is_long(&name) {
            return Err(TemplateError::LongName);
        }
        if show.as_deref().is_some_and(is_long) {
            return Err(TemplateError::LongShow);
        }
        match body.trim_matches('\n') {
            body if body.trim().is_empty() => Err(TemplateError::Empty),
            body if body.len() > MAX_BODY_BYTES => Err(TemplateError::TooLong),
            body => Ok(Template { id: self.id, name, body: format!("{body}\n"), show }),
        }
    }

    /// Whether another template has the same content; ids are ignored.
    fn has_same_content(&self, other: &Template) -> bool {
        (&self.name, &self.body, &self.show) == (&other.name, &other.body, &other.show)
    }
}

impl Templates {
    /// The author's templates, in their order.
    pub fn own(&self) -> &[Template] {
        &self.own
    }

    /// A template by its id, including built-in ones.
    pub fn get(&self, id: &str) -> Option<Template> {
        let own = self.own.iter().find(|template| template.id == id).cloned();
        own.or_else(|| built_in().into_iter().find(|template| template.id == id))
    }

    /// Whether one of the author's templates has this id.
    pub fn has(&self, id: &str) -> bool {
        self.own.iter().any(|template| template.id == id)
    }

    /// Whether a built-in template is hidden.
    pub fn is_hidden(&self, id: &str) -> bool {
        self.hidden.contains(id)
    }

    /// The groups of the menu for a draft of a show: templates for that show, for all shows, built-in ones, and those
    /// for other shows.
    pub fn menu(&self, show: Option<&str>) -> Vec<TemplateGroup> {
        let mut groups = self.own_groups();
        let is_open =
            |group: &TemplateGroup| group.is_for_show() && show.is_some_and(|show| is_same(show, &group.name));
        sort_by_numbers(&mut groups, |group| (usize::from(!is_open(group)), usize::from(group.is_for_show())));
        let idx = groups.iter().position(|group| group.is_for_show() && !is_open(group)).unwrap_or(groups.len());
        let shown: Vec<Template> =
            built_in().into_iter().filter(|template| !self.hidden.contains(&template.id)).collect();
        if !shown.is_empty() {
            groups.insert(idx, TemplateGroup { name: "Built in".to_owned(), templates: shown });
        }
        groups
    }

    /// The author's templates: those for all shows, then those for each show.
    pub fn own_groups(&self) -> Vec<TemplateGroup> {
        let mut groups: Vec<TemplateGroup> = Vec::new();
        for template in &self.own {
            let group = groups.iter_mut().find(|group| group.has(template));
            match group {
                Some(group) => group.templates.push(template.clone()),
                None => groups.push(TemplateGroup {
                    name: template.show.clone().unwrap_or_else(|| "Your own".to_owned()),
                    templates: vec![template.clone()],
                }),
            }
        }
        sort_by_numbers(&mut groups, |group| (usize::from(group.is_for_show()), 0));
        groups
    }

    /// The shows that have templates, in the order of the list.
    pub fn shows(&self) -> Vec<String> {
        let groups = self.own_groups().into_iter().filter(TemplateGroup::is_for_show);
        groups.map(|group| group.name).collect()
    }

    /// Replaces the template with this id, or adds it at the end. A built-in template cannot be replaced.
    pub fn put(&mut self, template: Template) {
        match self.own.iter_mut().find(|own| own.id == template.id) {
            Some(own) => *own = template,
            None if !is_built_in(&template.id) => self.own.push(template),
            None => {}
        }
    }

    /// Adds a copy below a template, under a unique name. The copy of a built-in template is one of the author's.
    pub fn duplicate(&mut self, id: &str, new_id: &str) {
        let Some(template) = self.get(id) else { return };
        let idx = self.own.iter().position(|own| own.id == id).map_or(self.own.len(), |idx| idx + 1);
        let copy = self.with_unique_name(Template { id: new_id.to_owned(), ..template });
        self.own.insert(idx, copy);
    }

    /// The template below this one in the list, or above it if it is the last.
    pub fn neighbour(&self, id: &str) -> Option<Template> {
        let shown: Vec<Template> = self.own_groups().into_iter().flat_map(|group| group.templates).collect();
        let idx = shown.iter().position(|own| own.id == id)?;
        shown.get(idx + 1).or_else(|| shown.get(idx.checked_sub(1)?)).cloned()
    }

    /// Swaps a template with the next one above or below that is for the same show. Returns whether there is one.
    pub fn move_past(&mut self, id: &str, neighbour: Neighbour) -> bool {
        let Some(idx) = self.own.iter().position(|own| own.id == id) else { return false };
        let is_of_show = |other: &usize| is_same_show(&self.own[*other], &self.own[idx]);
        let other_idx = match neighbour {
            Neighbour::Above => (0..idx).rev().find(is_of_show),
            Neighbour::Below => (idx + 1..self.own.len()).find(is_of_show),
        };
        other_idx.is_some_and(|other_idx| {
            self.own.swap(idx, other_idx);
            true
        })
    }

    /// Removes a template.
    pub fn remove(&mut self, id: &str) -> Option<RemovedTemplate> {
        let idx = self.own.iter().position(|own| own.id == id)?;
        Some(RemovedTemplate { idx, template: self.own.remove(idx) })
    }

    /// Restores a removed template, unless it exists.
    pub fn put_back(&mut self, removed: &RemovedTemplate) {
        if self.own.iter().all(|own| own.id != removed.template.id) {
            let template = self.with_unique_name(removed.template.clone());
            self.own.insert(removed.idx.min(self.own.len()), template);
        }
    }

    /// Hides a built-in template from the menus.
    pub fn hide(&mut self, id: &str) {
        if is_built_in(id) {
            self.hidden.insert(id.to_owned());
        }
    }

    /// Shows a built-in template in the menus again.
    pub fn unhide(&mut self, id: &str) {
        self.hidden.remove(id);
    }

    /// Adds templates with new content at the end, under a new id if theirs is taken. Returns how many were added.
    pub fn add_all(&mut self, templates: Vec<Template>) -> usize {
        let n_before = self.own.len();
        for mut template in templates {
            if self.has_same(&template) {
                continue;
            }
            while template.id.is_empty() || self.get(&template.id).is_some() {
                template.id.push('+');
            }
            self.own.push(template);
        }
        self.own.len() - n_before
    }

    /// Adds a template at the end, unchanged.
    pub(super) fn push(&mut self, template: Template) {
        self.own.push(template);
    }

    /// Whether one of the author's templates has the same content.
    fn has_same(&self, template: &Template) -> bool {
        self.own.iter().any(|own| own.has_same_content(template))
    }

    /// The stored form.
    pub fn to_json(&self) -> String {
        let own = self.own.iter().map(StoredTemplate::new).collect();
        let stored = Stored { own, hidden: self.hidden.clone() };
        serde_json::to_string(&stored).expect("texts have a JSON form")
    }

    /// Reads what [`to_json`](Self::to_json) has written. `None` for anything else.
    pub fn from_json(json: &str) -> Option<Templates> {
        let Stored { own, hidden } = serde_json::from_str(json).ok()?;
        let mut templates = Templates { own: Vec::new(), hidden };
        templates.add_all(own.into_iter().map(StoredTemplate::into_template).collect());
        Some(templates)
    }
}

impl TemplateGroup {
    /// Whether the templates are for one show.
    pub fn is_for_show(&self) -> bool {
        self.templates.iter().any(|template| template.show.is_some())
    }

    fn has(&self, template: &Template) -> bool {
        self.templates.first().is_some_and(|first| is_same_show(first, template))
    }
}

#[derive(Serialize, Deserialize)]
struct Stored {
    own: Vec<StoredTemplate>,
    hidden: SortedSet<String>,
}

#[derive(Serialize, Deserialize)]
struct StoredTemplate {
    id: String,
    name: String,
    body: String,
    show: Option<String>,
}

impl StoredTemplate {
    fn new(template: &Template) -> StoredTemplate {
        let Template { id, name, body, show } = template.clone();
        StoredTemplate { id, name, body, show }
    }

    fn into_template(self) -> Template {
        let StoredTemplate { id, name, body, show } = self;
        Template { id, name, body, show }
    }
}

pub(super) fn is_same_show(one: &Template, other: &Template) -> bool {
    match (&one.show, &other.show) {
        (Some(one), Some(other)) => is_same(one, other),
        (one, other) => one.is_none() && other.is_none(),
    }
}

pub(super) fn is_same(one: &str, other: &str) -> bool {
    one == other || one.to_lowercase() == other.to_lowercase()
}

fn is_long(name: &str) -> bool {
    name.chars().count() > MAX_NAME_CHARS
}

fn on_one_line(name: &str) -> String {
    without_controls(name).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn template(id: &str, show: Option<&str>) -> Template {
        let (id, name) = (id.to_owned(), id.to_uppercase());
        Template { id, name, body: "Text\n".to_owned(), show: show.map(str::to_owned) }
    }

    /// `a b-tea c`: ids, each with its show.
    fn templates(listed: &str) -> Templates {
        let mut templates = Templates::default();
        for word in listed.split_whitespace() {
            let (id, show) = word.split_once('-').map_or((word, None), |(id, show)| (id, Some(show)));
            templates.put(template(id, show));
        }
        templates
    }

    fn ids(templates: &Templates) -> String {
        templates.own().iter().map(|template| template.id.clone()).collect::<Vec<_>>().join(" ")
    }

    fn names(groups: &[TemplateGroup]) -> Vec<&str> {
        groups.iter().map(|group| group.name.as_str()).collect()
    }

    #[test]
    fn the_menu_begins_with_the_show_of_the_draft() {
        let templates = templates("a-Radio b c-Teatime d-radio");
        assert_eq!(names(&templates.menu(None)), ["Your own", "Built in", "Radio", "Teatime"]);
        let menu = templates.menu(Some("teatime"));
        assert_eq!(names(&menu), ["Teatime", "Your own", "Built in", "Radio"]);
        assert_eq!(menu[3].templates.len(), 2, "a show is the same in any case of letters");
        assert_eq!(names(&Templates::default().menu(Some("Radio"))), ["Built in"]);
    }

    #[test]
    fn built_in_templates_are_hidden_or_copied_and_never_changed() {
        let mut templates = Templates::default();
        templates.hide("joke");
        templates.hide("not-there");
        assert!(templates.menu(None)[0].templates.iter().all(|template| template.id != "joke"));
        assert!(templates.get("joke").is_some() && templates.is_hidden("joke") && !templates.is_hidden("not-there"));
        templates.unhide("joke");
        assert_eq!(templates, Templates::default());
        templates.put(template("joke", None));
        assert_eq!(ids(&templates), "");
        templates.duplicate("joke", "mine");
        let copy = &templates.own()[0];
        assert_eq!((copy.name.as_str(), copy.is_built_in()), ("Joke", false));
        built_in().iter().for_each(|template| templates.hide(&template.id));
        assert_eq!(names(&templates.menu(None)), ["Your own"]);
    }

    #[test]
    fn templates_move_within_their_show() {
        let mut templates = templates("a-tea b c-tea d");
        assert!(templates.move_past("c", Neighbour::Above));
        assert_eq!(ids(&templates), "c b a d");
        assert!(!templates.move_past("c", Neighbour::Above));
        assert!(templates.move_past("b", Neighbour::Below));
        assert_eq!(ids(&templates), "c d a b");
        assert!(!templates.move_past("b", Neighbour::Below));
        assert!(!templates.move_past("joke", Neighbour::Above));
    }

    #[test]
    fn what_is_taken_out_goes_back_to_its_place() {
        let mut templates = templates("a b c");
        let before = templates.clone();
        let removed = templates.remove("b").unwrap();
        assert_eq!(ids(&templates), "a c");
        templates.put_back(&removed);
        templates.put_back(&removed);
        assert_eq!(templates, before);
        assert_eq!(templates.remove("joke"), None);
    }

    #[test]
    fn the_neighbour_is_the_next_one_as_the_list_shows_them() {
        let templates = templates("a-tea b c-tea d");
        let shown = ["b", "d", "a", "c"].map(|id| templates.neighbour(id).map(|template| template.id));
        assert_eq!(shown.map(Option::unwrap), ["d", "a", "c", "a"]);
        assert_eq!(templates.neighbour("joke"), None);
    }

    #[test]
    fn a_copy_stands_below_its_template() {
        let mut templates = templates("a b");
        templates.duplicate("a", "new");
        assert_eq!((ids(&templates).as_str(), templates.own()[1].name.as_str()), ("a new b", "A 2"));
    }

    #[test]
    fn adding_overwrites_nothing_and_adds_nothing_twice() {
        let mut here = templates("a b-tea");
        let changed = Template { body: "Other\n".to_owned(), ..template("a", None) };
        let added = vec![template("b", Some("tea")), changed.clone(), template("joke", None), template("", None)];
        assert_eq!(here.add_all(added.clone()), 3);
        assert_eq!(ids(&here), "a b a+ joke+ +");
        assert_eq!(here.get("a"), Some(template("a", None)));
        assert_eq!(here.add_all(added), 0);
    }

    #[test]
    fn templates_come_back_as_they_were_kept() {
        let mut templates = templates("a-tea b");
        templates.hide("joke");
        assert_eq!(Templates::from_json(&templates.to_json()), Some(templates));
        for other in ["", "[]", "{}", r#"{"own":[{"id":7}],"hidden":[]}"#] {
            assert_eq!(Templates::from_json(other), None);
        }
    }

    #[test]
    fn a_template_is_checked_before_it_is_kept() {
        let checked = |name: &str, body: &str, show: &str| {
            let (name, body, show) = (name.to_owned(), body.to_owned(), Some(show.to_owned()));
            Template { id: "x".to_owned(), name, body, show }.checked()
        };
        let sound = checked(" My\n\u{202e}topic ", "\n\n**{{host}}**\r\n\r\n- {{cursor}}", "  ").unwrap();
        assert_eq!((sound.name.as_str(), sound.show), ("My topic", None));
        assert_eq!(sound.body, "**{{host}}**\n\n- {{cursor}}\n");
        assert_eq!(checked(" \u{0}", "Text", ""), Err(TemplateError::NoName));
        assert_eq!(checked("Tea", " \n ", ""), Err(TemplateError::Empty));
        assert_eq!(checked(&"é".repeat(101), "Text", ""), Err(TemplateError::LongName));
        assert_eq!(checked("Tea", "Text", &"é".repeat(101)), Err(TemplateError::LongShow));
        assert_eq!(checked("Tea", &"x".repeat(100_001), ""), Err(TemplateError::TooLong));
    }
}
