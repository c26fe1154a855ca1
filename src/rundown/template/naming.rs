//! The names of templates, which distinguish them in menus.
//!
//! Invariant: nothing here gives two templates of one show the same name, in any case of letters. The name of a
//! built-in template may be used, because menus list those under their own heading.

use super::list::{MAX_NAME_CHARS, is_same, is_same_show};
use super::{Template, TemplateError, Templates, built_in};

/// How much of a line fits beside a name, in characters.
const MAX_LINE_CHARS: usize = 48;

impl Templates {
    /// The template as it is stored, if its name is unique in its show.
    ///
    /// # Errors
    /// If the author must change something.
    pub fn checked(&self, template: Template) -> Result<Template, TemplateError> {
        let template = template.checked()?;
        match self.is_taken(&template.name, &template) {
            true => Err(TemplateError::TakenName { name: template.name }),
            false => Ok(template),
        }
    }

    /// The template under its own name, or with a number added if another one of its show has that name.
    pub(super) fn with_unique_name(&self, template: Template) -> Template {
        if !self.is_taken(&template.name, &template) {
            return template;
        }
        let base = self.base_of(&template).to_owned();
        let numbered = |n: usize| format!("{} {n}", cut(&base, MAX_NAME_CHARS - 1 - n.to_string().len()));
        let name = (2..).map(numbered).find(|name| !self.is_taken(name, &template));
        Template { name: name.expect("there are more numbers than templates"), ..template }
    }

    /// The templates from elsewhere that do not exist here, under unique names. O(n·m).
    pub fn new_among(&self, templates: Vec<Template>) -> Vec<Template> {
        let mut all = self.clone();
        let n_here = all.own().len();
        for template in templates {
            if !all.own().iter().any(|own| all.is_copy(own, &template)) {
                let named = all.with_unique_name(template);
                all.push(named);
            }
        }
        all.own()[n_here..].to_vec()
    }

    /// If another template, or a built-in one, has the same name: the first line that only this template has, cut to
    /// what fits beside a name.
    pub fn distinguishing_line(&self, template: &Template) -> Option<String> {
        let built_in = built_in();
        let all = self.own().iter().chain(&built_in);
        let namesakes: Vec<&Template> =
            all.filter(|other| other.id != template.id && is_same(&other.name, &template.name)).collect();
        let is_shared = |line: &str| namesakes.iter().any(|other| other.body.lines().any(|it| it.trim() == line));
        let mut lines = template.body.lines().map(str::trim).filter(|line| !line.is_empty());
        let line = lines.find(|line| !is_shared(line)).filter(|_| !namesakes.is_empty())?;
        let is_whole = line.chars().count() <= MAX_LINE_CHARS;
        Some(if is_whole { line.to_owned() } else { format!("{}…", cut(line, MAX_LINE_CHARS - 1)) })
    }

    /// Whether another template of its show has this name.
    fn is_taken(&self, name: &str, template: &Template) -> bool {
        let is_other = |own: &Template| own.id != template.id || own.id.is_empty();
        self.own().iter().any(|own| is_other(own) && is_same_show(own, template) && is_same(&own.name, name))
    }

    /// The name without its number, if that was added to make it unique: `Twice` for `Twice 2` beside `Twice`.
    fn base_of<'a>(&self, template: &'a Template) -> &'a str {
        let base = without_number(&template.name);
        if self.is_taken(base, template) { base } else { &template.name }
    }

    /// Whether a template here equals another one, also if its name got a number here.
    fn is_copy(&self, own: &Template, other: &Template) -> bool {
        let is_named = own.name == other.name || without_number(&own.name) == other.name;
        is_named && own.body == other.body && own.show == other.show
    }
}

/// A name without the number at its end.
fn without_number(name: &str) -> &str {
    let is_number = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    name.rsplit_once(' ').filter(|(_, number)| is_number(number)).map_or(name, |(base, _)| base)
}

fn cut(text: &str, n_chars: usize) -> &str {
    let byte_end = text.char_indices().nth(n_chars).map_or(text.len(), |(byte, _)| byte);
    text[..byte_end].trim_end()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn template(name: &str, show: Option<&str>, body: &str) -> Template {
        let (name, body, show) = (name.to_owned(), format!("{body}\n"), show.map(str::to_owned));
        Template { id: format!("{name}-{}", body.trim()), name, body, show }
    }

    /// Names, each with a body of its own; `Tea@Radio` is for a show.
    fn templates(listed: &[&str]) -> Templates {
        let mut templates = Templates::default();
        for (n, named) in (1..).zip(listed) {
            let (name, show) = named.split_once('@').map_or((*named, None), |(name, show)| (name, Some(show)));
            templates.put(template(name, show, &format!("Text {n}")));
        }
        templates
    }

    fn names(templates: &[Template]) -> Vec<&str> {
        templates.iter().map(|template| template.name.as_str()).collect()
    }

    #[test]
    fn a_name_that_another_one_of_the_show_has_is_refused() {
        let here = templates(&["Twice", "Tea@Radio"]);
        let checked = |name, show| here.checked(template(name, show, "New")).err().map(|error| error.to_string());
        let taken = "there is already a template “Twice”. Give this one another name";
        assert_eq!(checked("Twice", None).as_deref(), Some(taken));
        assert!(checked(" tWICE", None).is_some() && checked("tea", Some("RADIO")).is_some());
        assert_eq!(checked("Twice", Some("Radio")), None, "another show");
        assert_eq!(checked("Joke", None), None, "a built-in one");
        let itself = Template { body: "Changed\n".to_owned(), ..here.own()[0].clone() };
        assert_eq!(here.checked(itself.clone()), Ok(itself));
    }

    #[test]
    fn a_copy_has_a_name_of_its_own() {
        let mut here = templates(&["Twice", "Part 7", "Joke"]);
        let ids: Vec<String> = here.own().iter().map(|template| template.id.clone()).collect();
        here.duplicate(&ids[0], "a");
        here.duplicate("a", "b");
        here.duplicate(&ids[1], "c");
        here.duplicate("joke", "d");
        assert_eq!(names(here.own()), ["Twice", "Twice 2", "Twice 3", "Part 7", "Part 7 2", "Joke", "Joke 2"]);
        let long = "é".repeat(MAX_NAME_CHARS);
        let mut here = templates(&[&long]);
        here.duplicate(&here.own()[0].id.clone(), "new");
        let copy = here.own()[1].clone();
        assert!(copy.name.ends_with(" 2") && here.checked(copy).is_ok(), "it can be kept");
    }

    #[test]
    fn what_comes_from_elsewhere_keeps_its_name_or_gets_a_number() {
        let mut here = templates(&["Twice"]);
        let other = |name| Template { id: String::new(), ..template(name, None, "Other") };
        let same = Template { id: String::new(), ..here.own()[0].clone() };
        let found = vec![same, other("twice"), other("Twice"), other("Tea"), other("Tea")];
        let new = here.new_among(found.clone());
        assert_eq!(names(&new), ["twice 2", "Twice 3", "Tea"]);
        here.add_all(new);
        assert!(here.new_among(found).is_empty(), "the second time all is here");
    }

    #[test]
    fn what_is_put_back_has_a_name_of_its_own() {
        let mut here = templates(&["Twice"]);
        let removed = here.remove(&here.own()[0].id.clone()).unwrap();
        here.put(template("Twice", None, "New"));
        here.put_back(&removed);
        assert_eq!(names(here.own()), ["Twice 2", "Twice"]);
    }

    #[test]
    fn a_line_tells_namesakes_apart() {
        let mut here = templates(&["Tea", "tea@Radio", "Cake"]);
        let told = |here: &Templates, idx: usize| here.distinguishing_line(&here.own()[idx]);
        assert_eq!((told(&here, 0).as_deref(), told(&here, 1).as_deref()), (Some("Text 1"), Some("Text 2")));
        assert_eq!(told(&here, 2), None, "no other one is called that");
        here.put(Template {
            id: "long".to_owned(), ..template("Tea", None, &format!("Text 1\n\n{}", "é".repeat(60)))
        });
        assert_eq!(told(&here, 3), Some(format!("{}…", "é".repeat(47))));
        here.put(Template { id: "joke-2".to_owned(), ..template("Joke", None, "Ha") });
        assert_eq!(told(&here, 4).as_deref(), Some("Ha"));
        assert!(here.distinguishing_line(&here.get("joke").unwrap()).is_some(), "the built-in one as well");
    }
}
