package io.patchbay.gateway.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the certificate chain and key that the configuration names. */
final class PemIdentity {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

    private PemIdentity() {}

    /** @throws TlsException where a file is missing, is not what it should be, or the two don't belong together */
    static TlsIdentity read(Path certificateFile, Path keyFile) {
        List<? extends Certificate> chain = chain(certificateFile);
        X509Certificate own = (X509Certificate) chain.get(0);
        PrivateKey key = key(keyFile, own.getPublicKey());
        try {
            char[] password = new char[0];
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, password);
            store.setKeyEntry("https", key, password, chain.toArray(Certificate[]::new));
            return new TlsIdentity(
                    store,
                    password,
                    "%s, until %tF".formatted(own.getSubjectX500Principal().getName(), own.getNotAfter()));
        } catch (GeneralSecurityException | IOException e) {
            throw new TlsException("http.certificate %s cannot be used: %s".formatted(certificateFile, e), e);
        }
    }

    private static List<? extends Certificate> chain(Path file) {
        String pem = text("http.certificate", file);
        try {
            List<? extends Certificate> chain = List.copyOf(CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))));
            if (chain.isEmpty()) {
                throw new TlsException("http.certificate %s holds no certificate (PEM)".formatted(file), null);
            }
            return chain;
        } catch (GeneralSecurityException e) {
            throw new TlsException(
                    "http.certificate %s is not a PEM certificate: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static PrivateKey key(Path file, PublicKey publicKey) {
        Matcher block = BLOCK.matcher(text("http.key", file));
        if (!block.find()) {
            throw new TlsException("http.key %s holds no PEM key".formatted(file), null);
        }
        if (!block.group(1).equals("PRIVATE KEY")) {
            throw new TlsException(
                    "http.key %s holds a %s; write it as PKCS#8: openssl pkcs8 -topk8 -nodes -in %s -out key.pem"
                            .formatted(file, block.group(1), file),
                    null);
        }
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(block.group(2));
            PrivateKey key =
                    KeyFactory.getInstance(publicKey.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            if (belongs(key, publicKey)) {
                return key;
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new TlsException(
                    "http.key %s does not fit the certificate, which has a key of kind %s: %s"
                            .formatted(file, publicKey.getAlgorithm(), e.getMessage()),
                    e);
        }
        throw new TlsException("http.key %s is not the key of http.certificate".formatted(file), null);
    }

    private static boolean belongs(PrivateKey key, PublicKey publicKey) throws GeneralSecurityException {
        String algorithm =
                switch (publicKey.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> publicKey.getAlgorithm(); // Ed25519
                };
        byte[] sample = {1, 2, 3};
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(sample);
        byte[] signed = signature.sign();
        signature.initVerify(publicKey);
        signature.update(sample);
        return signature.verify(signed);
    }

    private static String text(String setting, Path file) {
        try {
            return Files.readString(file, StandardCharsets.US_ASCII);
        } catch (IOException e) {
            String why = Files.exists(file) ? "cannot be read as text" : "does not exist";
            throw new TlsException("%s %s %s".formatted(setting, file, why), e);
        }
    }
}
