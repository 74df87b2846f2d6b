//! Measures how run time scales with the input: each construct occurs N, 2N, 4N and 8N times.
//!
//! `cargo bench -p growth` prints the throughput (`thrpt`) for each. If it stays about the same, run time is linear in the
//! input. `-- NAME` only measures the constructs with that name.

use std::time::Duration;

use criterion::{
    BenchmarkId, Criterion, SamplingMode, Throughput, criterion_group, criterion_main,
};
use generator::changes::compare::compare;
use generator::changes::report as change_report;
use generator::diagnostics::{Severity, report};
use generator::input::document::{Input, Source, load};
use generator::name::NamedApi;
use generator::pipeline::overlaid;
use serde_json::Value;
use tests::growth::{CALLBACKS, CHANGES, Construct, DOCUMENTS, OVERLAYS};
use tests::pipeline::Pipeline;

/// Number of occurrences of a construct in the smallest input.
const LEAST: usize = 500;

criterion_group! {
    name = growth;
    config = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(100))
        .measurement_time(Duration::from_secs(1));
    targets = documents, yaml, overlays, changes
}
criterion_main!(growth);

/// From the bytes of a document to the files of the crate and the text of all problems.
fn documents(criterion: &mut Criterion) {
    let input = |document: Value| document.to_string();
    for constructs in [DOCUMENTS, CALLBACKS] {
        measure(criterion, "document", constructs, input, |text| {
            let outcome = Pipeline::in_memory(("document", text.as_bytes()), &[]).run();
            (report::text(&outcome.diagnostics), outcome)
        });
    }
}

/// From the bytes of a document in YAML to its values.
fn yaml(criterion: &mut Criterion) {
    let input = |document: Value| {
        serde_norway::to_string(&document).expect("a document is made of texts")
    };
    measure(criterion, "yaml", DOCUMENTS, input, |text| {
        load(&Source::Memory("document".to_owned(), text.clone().into_bytes()))
    });
}

/// From the bytes of a document and an overlay to the changed document.
fn overlays(criterion: &mut Criterion) {
    let input = |(document, overlay): (Value, Value)| {
        (document.to_string().into_bytes(), overlay.to_string().into_bytes())
    };
    measure(criterion, "overlay", OVERLAYS, input, |(document, actions)| {
        let input = Input {
            document: Source::Memory("document".to_owned(), document.clone()),
            overlays: vec![Source::Memory("overlay".to_owned(), actions.clone())],
            lock: None,
        };
        overlaid(&input, Severity::Error).expect("it was made here")
    });
}

/// From two APIs to the report of their differences.
fn changes(criterion: &mut Criterion) {
    let named = |document: Value| -> NamedApi {
        let text = document.to_string().into_bytes();
        Pipeline::in_memory(("document", &text), &[]).understood()
    };
    let input = |(old, new)| (named(old), named(new));
    measure(criterion, "diff", CHANGES, input, |(old, new)| {
        let changes = compare(old, new);
        (change_report::text(&changes), change_report::markdown(&changes))
    });
}

fn measure<Made, Input, Output>(
    criterion: &mut Criterion,
    what: &str,
    constructs: &[Construct<Made>],
    input: impl Fn(Made) -> Input,
    run: impl Fn(&Input) -> Output,
) {
    for (name, make) in constructs {
        let mut group = criterion.benchmark_group(format!("{what}: {name}"));
        group.sampling_mode(SamplingMode::Flat);
        for count in [LEAST, 2 * LEAST, 4 * LEAST, 8 * LEAST] {
            let input = input(make(count));
            group.throughput(Throughput::Elements(count as u64));
            group.bench_with_input(
                BenchmarkId::from_parameter(count),
                &input,
                |bencher, input| {
                    bencher.iter_with_large_drop(|| run(input));
                },
            );
        }
        group.finish();
    }
}
