fn main() {
    let path = std::env::args().nth(1).unwrap();
    let mode = std::env::args().nth(2).unwrap_or_default();
    let start = std::time::Instant::now();
    let openapi: openapiv3::OpenAPI =
        serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    eprintln!("parse {:?}", start.elapsed());
    let mut d = generator::diagnostic::Diagnostics::default();
    let api = generator::lower::lower(&openapi, &mut d);
    let api = generator::normalise::normalise(api, &mut d);
    let names = generator::name::name(&api, &mut d);
    eprintln!("ir {:?}", start.elapsed());
    if mode == "ir" {
        println!("{}", serde_json::to_string_pretty(&api).unwrap());
    }
    let files = generator::emit::emit(&api, &names, "twilio_conversations");
    eprintln!("emit {:?}", start.elapsed());
    let out = std::env::args().nth(3);
    for f in &files {
        let text = generator::format::format("// @generated", f.tokens.clone())
            .unwrap_or_else(|e| panic!("{}: {e}\n{}", f.path, f.tokens));
        if let Some(out) = &out {
            std::fs::write(format!("{out}/{}", f.path), text).unwrap();
        }
    }
    eprintln!("print {:?}", start.elapsed());
    eprint!("{d}");
    eprintln!(
        "{} resources {} models {} enums {} sids {} ops",
        api.resources.len(),
        api.models.len(),
        api.enumerations.len(),
        api.sids.len(),
        api.document_operations()
    );
    for r in api.resource_ids() {
        let n = names.resource(r);
        let res = api.resource(r);
        eprintln!(
            "{} {:?} {} {:?} {:?} scopes {} {:?}",
            n.module,
            n.collection,
            n.accessor.as_str(),
            n.instance.as_ref().map(|x| x.as_str()),
            n.instance_accessor.as_ref().map(|x| x.as_str()),
            res.scopes.len(),
            res.separations
                .iter()
                .map(|s| format!("{}: {}", s.twin, s.difference))
                .collect::<Vec<_>>()
        );
    }
    for i in 0..api.sids.len() {
        eprint!("{} ", names.sid(generator::ir::SidId(i)));
    }
    for i in 0..api.enumerations.len() {
        eprint!(
            "{} ",
            names.enumeration(generator::ir::EnumerationId(i)).name
        );
    }
    for i in 0..api.models.len() {
        eprint!("{} ", names.model(generator::ir::ModelId(i)).name);
    }
}
