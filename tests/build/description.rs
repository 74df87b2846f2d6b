//! The part of the output of `generator ir` that the calls are generated from.

use serde::Deserialize;

#[derive(Deserialize)]
pub struct Description {
    pub operations: Vec<Operation>,
    pub models: Vec<Model>,
    pub enumerations: Vec<Enumeration>,
    pub sids: Vec<Sid>,
}

#[derive(Deserialize)]
pub struct Operation {
    pub id: String,
    pub call: String,
    pub builder: String,
    pub parameters: Vec<Parameter>,
    pub responses: Vec<Response>,
    pub paging: Option<Paging>,
}

#[derive(Deserialize)]
pub struct Parameter {
    pub wire: String,
    #[serde(rename = "in")]
    pub location: String,
    pub setter: Option<String>,
    #[serde(rename = "type")]
    pub ty: String,
}

#[derive(Deserialize)]
pub struct Response {
    #[serde(rename = "type")]
    pub ty: String,
}

#[derive(Deserialize)]
pub struct Paging {
    pub items: String,
    pub page_size: Option<String>,
}

#[derive(Deserialize)]
pub struct Model {
    pub pointers: Vec<String>,
    pub fields: Vec<Field>,
}

#[derive(Deserialize)]
pub struct Field {
    pub wire: String,
    #[serde(rename = "type")]
    pub ty: String,
}

#[derive(Deserialize)]
pub struct Enumeration {
    pub path: String,
    pub pointers: Vec<String>,
    pub values: Vec<String>,
}

#[derive(Deserialize)]
pub struct Sid {
    pub path: String,
}
