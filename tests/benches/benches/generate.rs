//! From a document to the files of the crate: whole, and up to each stage, for documents of 1 to 16 times the size of ours.

use std::path::Path;
use std::time::Duration;

use benchmarks::documents::multiplied;
use criterion::measurement::WallTime;
use criterion::{
    BenchmarkGroup, BenchmarkId, Criterion, SamplingMode, Throughput, criterion_group,
    criterion_main,
};
use generator::diagnostics::Severity;
use generator::input::config::Config;
use generator::input::document::{Input, Inputs, Source};
use generator::pipeline::{
    generate, generate_from, lowered, named, normalised, overlaid, resolved,
};

criterion_group! {
    name = benches;
    config = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_secs(1))
        .measurement_time(Duration::from_secs(5));
    targets = ours, growing
}
criterion_main!(benches);

fn config() -> Config {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    Config::load(&root.join("spec/generator.toml")).expect("the configuration is valid")
}

/// Our document with its overlays, in YAML: what a run of the generator does, except for writing.
fn ours(criterion: &mut Criterion) {
    let config = config();
    let input = Input::configured(&config);
    let mut group = criterion.benchmark_group("generate ours");
    group.sampling_mode(SamplingMode::Flat);
    stages(&mut group, "", &input);
    group.bench_function("all", |bencher| {
        bencher
            .iter_with_large_drop(|| generate(&config).expect("the document is valid"));
    });
    group.finish();
}

/// Copies of our document without overlays, in JSON.
fn growing(criterion: &mut Criterion) {
    let mut config = config();
    config.output.own_templates = None;
    let mut group = criterion.benchmark_group("generate");
    group.sampling_mode(SamplingMode::Flat);
    for times in [1, 2, 4, 8, 16] {
        let input = Input {
            document: Source::Memory("document".to_owned(), multiplied(times)),
            overlays: Vec::new(),
            lock: None,
        };
        group.throughput(Throughput::Elements(times as u64));
        stages(&mut group, &format!("{times}x, "), &input);
        let inputs = Inputs::from(input);
        group.bench_function(
            BenchmarkId::from_parameter(format!("{times}x, all")),
            |bencher| {
                bencher.iter_with_large_drop(|| {
                    generate_from(&inputs, &config).expect("the document is valid")
                });
            },
        );
    }
    group.finish();
}

/// Measures the stages up to each of them.
fn stages(group: &mut BenchmarkGroup<'_, WallTime>, prefix: &str, input: &Input) {
    const MISMATCH: Severity = Severity::Error;
    macro_rules! up_to {
        ($($stage:ident),*) => {$(
            group.bench_function(format!("{prefix}up to {}", stringify!($stage)), |bencher| {
                bencher.iter_with_large_drop(|| {
                    $stage(input, MISMATCH).expect("the document is valid")
                });
            });
        )*};
    }
    up_to!(overlaid, resolved, lowered, normalised, named);
}
