//! Certificates, with a TLS server.

use std::sync::Arc;

use client_runtime::runtime::transport::{
    ReqwestTransport, ReqwestTransportBuilder, TransportErrorKind,
};
use client_runtime::runtime::{ErrorKind, Result};
use client_runtime::widgets::Widget;
use rcgen::{CertifiedKey, KeyPair, generate_simple_self_signed};
use rustls::pki_types::PrivateKeyDer;
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig, version};
use tokio::io::AsyncWriteExt;
use tokio_rustls::TlsAcceptor;

use crate::server::{Server, builder, chain, json, read_request, transport_kind};

/// Returns a self-signed certificate.
fn certificate(name: &str) -> CertifiedKey<KeyPair> {
    generate_simple_self_signed([name.to_owned()]).unwrap()
}

/// Returns the configuration of a server with this certificate; if `clients` is given, it only accepts clients that
/// authenticate with that certificate.
fn config(
    own: &CertifiedKey<KeyPair>,
    clients: Option<&CertifiedKey<KeyPair>>,
) -> ServerConfig {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    // With TLS 1.3, the client would only learn that its certificate was refused when it reads the response.
    let config = ServerConfig::builder_with_provider(Arc::clone(&provider))
        .with_protocol_versions(&[&version::TLS12])
        .unwrap();
    let config = match clients {
        None => config.with_no_client_auth(),
        Some(known) => {
            let mut roots = RootCertStore::empty();
            roots.add(known.cert.der().clone()).unwrap();
            let verifier =
                WebPkiClientVerifier::builder_with_provider(roots.into(), provider);
            config.with_client_cert_verifier(verifier.build().unwrap())
        }
    };
    let key = PrivateKeyDer::try_from(own.signing_key.serialize_der()).unwrap();
    config.with_single_cert(vec![own.cert.der().clone()], key).unwrap()
}

/// Fetches a widget from a server, without retries.
async fn fetch(
    transport: ReqwestTransportBuilder,
    config: ServerConfig,
) -> Result<Widget> {
    let server = Server::start().await;
    let builder = builder().base_url(format!("https://{}", server.authority()));
    let client = builder.transport(transport.build().unwrap()).build().unwrap();
    let serve = async {
        let acceptor = TlsAcceptor::from(Arc::new(config));
        if let Ok(mut stream) = acceptor.accept(server.accept().await).await {
            read_request(&mut stream).await;
            let response = json(r#"{"sid": "WI1"}"#);
            stream.write_all(response.as_bytes()).await.unwrap();
            stream.shutdown().await.unwrap();
        }
    };
    tokio::join!(serve, client.widget("WI1").fetch().send()).1
}

#[tokio::test]
async fn a_certificate_that_the_platform_does_not_trust_is_refused() {
    let own = certificate("127.0.0.1");
    let error =
        fetch(ReqwestTransport::builder(), config(&own, None)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert_eq!(transport_kind(&error), TransportErrorKind::Connect);
    assert!(chain(&error).contains("UnknownIssuer"), "{}", chain(&error));
}

#[tokio::test]
async fn a_root_certificate_is_trusted_besides_the_platforms_or_instead() {
    let own = certificate("127.0.0.1");
    let pem = format!("{}\n{}", certificate("other.invalid").cert.pem(), own.cert.pem());
    let builder = ReqwestTransport::builder;
    for trusting in [
        builder().root_certificates(&pem),
        builder().root_certificates(own.cert.der()),
        builder().root_certificates(pem).platform_certificates(false),
    ] {
        let widget = fetch(trusting, config(&own, None)).await;
        assert_eq!(widget.unwrap().sid, "WI1");
    }
    let trusting_none = builder().platform_certificates(false);
    fetch(trusting_none, config(&own, None)).await.unwrap_err();
}

/// Runs the following test in its own process, whose platform trusts the certificates in a file that the test writes.
#[cfg(target_os = "linux")]
#[test]
fn the_platforms_certificates_can_be_left_out() {
    let roots = concat!(env!("CARGO_TARGET_TMPDIR"), "/platform.pem");
    let child = std::process::Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "tls::on_a_platform_with_own_certificates", "--ignored"])
        .env("SSL_CERT_FILE", roots)
        .output()
        .unwrap();
    assert!(child.status.success(), "{child:?}");
}

#[tokio::test]
#[ignore = "run by the test before it, with a file of certificates in the environment"]
async fn on_a_platform_with_own_certificates() {
    let own = certificate("127.0.0.1");
    std::fs::write(std::env::var("SSL_CERT_FILE").unwrap(), own.cert.pem()).unwrap();
    let builder = ReqwestTransport::builder;
    fetch(builder(), config(&own, None)).await.unwrap();
    let left_out = builder().platform_certificates(false);
    fetch(left_out, config(&own, None)).await.unwrap_err();
}

#[tokio::test]
async fn a_trusted_certificate_for_another_host_is_refused() {
    let own = certificate("other.invalid");
    let trusting = ReqwestTransport::builder().root_certificates(own.cert.der());
    let error = fetch(trusting, config(&own, None)).await.unwrap_err();
    assert_eq!(transport_kind(&error), TransportErrorKind::Connect);
}

#[tokio::test]
async fn a_client_can_prove_itself_by_a_certificate() {
    let own = certificate("127.0.0.1");
    let known = certificate("client.invalid");
    let trusting = ReqwestTransport::builder().root_certificates(own.cert.der());
    let identified = trusting
        .clone()
        .client_certificate(known.cert.pem(), known.signing_key.serialize_pem());
    let widget = fetch(identified, config(&own, Some(&known))).await;
    assert_eq!(widget.unwrap().sid, "WI1");
    fetch(trusting, config(&own, Some(&known))).await.unwrap_err();
}

#[test]
fn what_cannot_be_read_is_refused() {
    let good = certificate("client.invalid");
    let (pem, key) = (good.cert.pem(), good.signing_key.serialize_pem());
    let builder = ReqwestTransport::builder;
    for broken in [
        builder().root_certificates(""),
        builder().root_certificates("no PEM"),
        builder().root_certificates([0x30, 0x00]),
        builder().root_certificates(pem.replace('A', "!")),
        builder().client_certificate("", key.as_str()),
        builder().client_certificate(pem.as_str(), "no key"),
        builder().client_certificate(pem, certificate("a").signing_key.serialize_pem()),
    ] {
        let error = broken.build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration, "{error}");
    }
}
