//! Root certificates and client certificates of the default transport.

use std::sync::Arc;

use rustls::client::WantsClientCert;
use rustls::client::danger::ServerCertVerifier;
use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ClientConfig, ConfigBuilder, RootCertStore};
use secrecy::{ExposeSecret, SecretString};

use crate::runtime::{Error, Result};

/// TLS configuration, parsed when the transport is built.
#[derive(Clone, Default)]
pub(crate) struct Tls {
    /// Root certificates: each is PEM with any number of certificates, or one certificate in DER.
    roots: Vec<Vec<u8>>,
    leaves_platform_out: bool,
    /// Client certificates and private key, both in PEM.
    identity: Option<(Vec<u8>, SecretString)>,
}

impl Tls {
    pub(crate) fn add_roots(&mut self, pem_or_der: &[u8]) {
        self.roots.push(pem_or_der.to_owned());
    }

    pub(crate) fn trust_platform(&mut self, trusted: bool) {
        self.leaves_platform_out = !trusted;
    }

    pub(crate) fn identify(&mut self, certificates: &[u8], private_key: SecretString) {
        self.identity = Some((certificates.to_owned(), private_key));
    }

    /// Builds the configuration of rustls, with ring. The process-wide crypto provider is neither used nor installed.
    pub(crate) fn config(&self) -> Result<ClientConfig> {
        let provider = Arc::new(ring::default_provider());
        let roots = self.read_roots()?;
        let builder = ClientConfig::builder_with_provider(Arc::clone(&provider))
            .with_safe_default_protocol_versions()
            .map_err(|error| unusable("TLS cannot be set up", error))?;
        let builder = if self.leaves_platform_out {
            builder.with_root_certificates(store(roots)?)
        } else {
            let verifier = platform_verifier(provider, roots).map_err(|error| {
                unusable("the platform's certificates cannot be used", error)
            })?;
            builder.dangerous().with_custom_certificate_verifier(verifier)
        };
        self.with_identity(builder)
    }

    /// Returns the root certificates to trust in addition to those of the platform, or instead of them.
    fn read_roots(&self) -> Result<Vec<CertificateDer<'static>>> {
        let mut roots = Vec::new();
        for text in &self.roots {
            if is_pem(text) {
                roots.extend(read_pem("failed to read a root certificate", text)?);
            } else {
                roots.push(CertificateDer::from(text.clone()));
            }
        }
        // The platform's verifier ignores invalid certificates.
        store(roots.clone())?;
        Ok(roots)
    }

    /// Sets the client certificate.
    fn with_identity(
        &self,
        builder: ConfigBuilder<ClientConfig, WantsClientCert>,
    ) -> Result<ClientConfig> {
        let Some((certificates, private_key)) = &self.identity else {
            return Ok(builder.with_no_client_auth());
        };
        let explanation = "the certificate of the client cannot be used";
        let chain = read_pem(explanation, certificates)?;
        let private_key = private_key.expose_secret().as_bytes();
        let private_key = PrivateKeyDer::from_pem_slice(private_key)
            .map_err(|error| unusable("failed to read the private key", error))?;
        builder
            .with_client_auth_cert(chain, private_key)
            .map_err(|error| unusable(explanation, error))
    }
}

/// Verifies certificates as the platform does, and also trusts these root certificates.
#[cfg(not(target_os = "android"))]
fn platform_verifier(
    provider: Arc<CryptoProvider>,
    roots: Vec<CertificateDer<'static>>,
) -> std::result::Result<Arc<dyn ServerCertVerifier>, rustls::Error> {
    use rustls_platform_verifier::Verifier;

    Ok(if roots.is_empty() {
        Arc::new(Verifier::new(provider)?)
    } else {
        Arc::new(Verifier::new_with_extra_roots(roots, provider)?)
    })
}

/// Verifies certificates as the platform does, which does not support further root certificates.
#[cfg(target_os = "android")]
fn platform_verifier(
    provider: Arc<CryptoProvider>,
    roots: Vec<CertificateDer<'static>>,
) -> std::result::Result<Arc<dyn ServerCertVerifier>, rustls::Error> {
    if roots.is_empty() {
        return Ok(Arc::new(rustls_platform_verifier::Verifier::new(provider)?));
    }
    Err(rustls::Error::General("Android takes no further certificates".to_owned()))
}

/// Returns `true` if the bytes are PEM rather than DER, which starts with the tag of a sequence.
fn is_pem(bytes: &[u8]) -> bool {
    !bytes.starts_with(&[0x30])
}

/// Returns all certificates in PEM text, which must contain at least one.
fn read_pem(
    explanation: &'static str,
    text: &[u8],
) -> Result<Vec<CertificateDer<'static>>> {
    let certificates: std::result::Result<Vec<_>, _> =
        CertificateDer::pem_slice_iter(text).collect();
    let certificates = certificates.map_err(|error| unusable(explanation, error))?;
    if certificates.is_empty() {
        return Err(unusable(explanation, "there is no certificate in the PEM"));
    }
    Ok(certificates)
}

/// Returns the root certificate store of rustls.
fn store(certificates: Vec<CertificateDer<'static>>) -> Result<RootCertStore> {
    let mut store = RootCertStore::empty();
    for certificate in certificates {
        store
            .add(certificate)
            .map_err(|error| unusable("a root certificate cannot be used", error))?;
    }
    Ok(store)
}

/// Creates the error for an invalid part of the configuration.
fn unusable(
    explanation: &'static str,
    cause: impl Into<Box<dyn std::error::Error + Send + Sync>>,
) -> Error {
    Error::configuration(explanation).with_source(cause)
}
