//! XML as a tree, with limits: what a Word file is made of.

use quick_xml::Reader;
use quick_xml::events::Event;

use super::Unreadable;
use crate::diagnostic::message;

/// Deeper than this no program nests elements.
const DEEPEST: usize = 200;
/// More elements than this are no text to be read by people.
const MOST: usize = 2_000_000;

/// An element.
#[derive(Clone, Debug, Default)]
pub(super) struct Element {
    /// Its name without the prefix of its namespace.
    pub(super) name: String,
    /// Names without prefixes, and values.
    pub(super) attributes: Vec<(String, String)>,
    /// What it holds.
    pub(super) children: Vec<Node>,
}

/// An element or words.
#[derive(Clone, Debug)]
pub(super) enum Node {
    /// An element.
    Element(Element),
    /// Words as they stand, white space included.
    Text(String),
}

impl Element {
    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The elements directly in it.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|child| match child {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first element of that name directly in it.
    pub(super) fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|element| element.name == name)
    }

    /// The value that most elements of a Word file have: `w:val`.
    pub(super) fn value(&self) -> Option<&str> {
        self.attribute("val")
    }
}

/// Reads XML. Entities of its own are not expanded: a document that has any is refused.
pub(super) fn parse(bytes: &[u8]) -> Result<Element, Unreadable> {
    let text = std::str::from_utf8(bytes)
        .map_err(|_| Unreadable(message!("there is XML that is not UTF-8 in this file")))?;
    let mut reader = Reader::from_str(text.trim_start_matches('\u{FEFF}'));
    let mut open: Vec<Element> = vec![Element::default()];
    let mut count = 0_usize;
    loop {
        match reader.read_event().map_err(|error| {
            Unreadable(message!(
                "there is broken XML in this file: {told}",
                told = error.to_string()
            ))
        })? {
            Event::Start(start) => {
                count += 1;
                if open.len() > DEEPEST || count > MOST {
                    return Err(Unreadable(message!(
                        "there is XML that is nested or large beyond reason in this file"
                    )));
                }
                open.push(element(&start));
            }
            Event::Empty(start) => {
                count += 1;
                if count > MOST {
                    return Err(Unreadable(message!(
                        "there is XML that is large beyond reason in this file"
                    )));
                }
                push(&mut open, Node::Element(element(&start)));
            }
            Event::End(_) => {
                if let Some(closed) = open.pop().filter(|_| !open.is_empty()) {
                    push(&mut open, Node::Element(closed));
                }
            }
            Event::Text(words) => push_text(&mut open, &words.xml10_content()),
            Event::CData(words) => push_text(&mut open, &words.xml10_content()),
            Event::GeneralRef(reference) => {
                let ch = match reference.resolve_char_ref() {
                    Ok(Some(ch)) => Some(ch),
                    _ => named(&reference.xml10_content()),
                };
                let ch = ch.ok_or_else(|| {
                    Unreadable(message!("there is XML with entities of its own in this file"))
                })?;
                push_text(&mut open, ch.encode_utf8(&mut [0; 4]));
            }
            Event::DocType(_) => {
                return Err(Unreadable(message!(
                    "there is XML with a document type of its own in this file"
                )));
            }
            Event::Eof => break,
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
        }
    }
    let root = open.into_iter().next().unwrap_or_default();
    root.elements()
        .next()
        .cloned()
        .ok_or_else(|| Unreadable(message!("there is XML without an element in this file")))
}

fn named(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => return None,
    })
}

fn element(start: &quick_xml::events::BytesStart) -> Element {
    let local = |name: &str| name.rsplit(':').next().unwrap_or(name).to_owned();
    let attributes = start.attributes().filter_map(Result::ok).map(|attribute| {
        let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0);
        (local(attribute.key.as_ref()), value.unwrap_or_default().into_owned())
    });
    let attributes = attributes.collect();
    Element { name: local(start.name().as_ref()), attributes, children: Vec::new() }
}

fn push(open: &mut [Element], node: Node) {
    if let Some(holder) = open.last_mut() {
        holder.children.push(node);
    }
}

fn push_text(open: &mut [Element], words: &str) {
    let Some(holder) = open.last_mut() else { return };
    match holder.children.last_mut() {
        Some(Node::Text(text)) => text.push_str(words),
        _ => holder.children.push(Node::Text(words.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn entities_of_its_own_are_refused() {
        let bomb = br#"<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]><a>&c;</a>"#;
        assert!(parse(bomb).is_err());
        assert!(parse(b"<a>&c;</a>").is_err());
        let read = parse(b"<w:a x:b='1 &lt; 2'>&#x627;&amp;</w:a>").expect("XML");
        assert_eq!((read.name.as_str(), read.attribute("b")), ("a", Some("1 < 2")));
        assert!(matches!(&read.children[..], [Node::Text(text)] if text == "\u{627}&"));
    }

    #[test]
    fn what_is_nested_beyond_reason_is_refused() {
        assert!(parse("<a>".repeat(100_000).as_bytes()).is_err());
        let fair = "<a>".repeat(100) + &"</a>".repeat(100);
        assert!(parse(fair.as_bytes()).is_ok());
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = parse(&bytes);
        }

        #[test]
        fn anything_like_xml_is_read_or_refused(text in "(<[ab]( c='[d&;]{0,3}')?/?>|</[ab]>|&[lt;#x0-9]{1,4}|[ef]|<!--|]]>){0,20}") {
            let _ = parse(text.as_bytes());
        }
    }
}
