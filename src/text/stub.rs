//! stub
use std::ops::Range;
use super::LanguageTag;
#[derive(Clone,Copy,Debug,PartialEq,Eq)] pub enum Inflection { Arabic, Persian, English, Plain }
impl Inflection { pub fn of(_: &LanguageTag)->Self{Self::Plain} }
#[derive(Clone,Copy,Debug,PartialEq,Eq)] pub enum FormRule { Inflected, Exact, Abbreviation }
pub struct Form<'a>{pub concept:u32,pub written:&'a str,pub rule:FormRule}
pub struct Match{pub concept:u32,pub form:u32,pub range:Range<usize>}
#[derive(Default)] pub struct Scratch;
pub struct Lexicon{f:Vec<(u32,String)>}
impl Lexicon{
 pub fn new(_:Inflection,forms:&[Form],_:&[(u32,&str)])->Self{Self{f:forms.iter().map(|f|(f.concept,f.written.to_owned())).collect()}}
 pub fn find(&self,text:&str,_:&mut Scratch,m:&mut Vec<Match>){ let mut at=0; while at<text.len(){ let mut hit=None; for (i,(c,w)) in self.f.iter().enumerate(){ if text[at..].starts_with(w.as_str()){hit=Some((i,*c,w.len()));break;} } match hit{Some((i,c,l))=>{m.push(Match{concept:c,form:i as u32,range:at..at+l});at+=l;} None=>{at+=text[at..].chars().next().unwrap().len_utf8();}} } }
 pub fn shared_forms(&self)->Vec<(u32,u32)>{vec![]}
 pub fn short_forms(&self)->Vec<u32>{vec![]}
}
pub struct Folded(String);
pub fn fold(t:&str)->Folded{Folded(t.to_owned())}
pub fn find_quote(h:&Folded,n:&Folded)->Vec<Range<usize>>{h.0.match_indices(n.0.as_str()).map(|(a,s)|a..a+s.len()).collect()}
