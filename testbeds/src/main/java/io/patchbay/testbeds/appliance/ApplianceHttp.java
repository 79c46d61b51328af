package io.patchbay.testbeds.appliance;

import io.patchbay.testbeds.net.Host;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Map;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** HTTP from a host of the testbed. Takes any certificate, since the appliance makes its own. */
public final class ApplianceHttp {
    private static final int PATIENCE_MILLIS = 15_000;

    /** What came back. */
    public record Response(int status, String body, String contentType) {}

    private final Host from;
    private final SSLContext trusting;

    public ApplianceHttp(Host from) {
        this.from = from;
        try {
            trusting = SSLContext.getInstance("TLS");
            trusting.init(null, new TrustManager[] {new TrustingManager()}, null);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public Response get(String url) {
        return request("GET", url, Map.of(), "");
    }

    /** @throws IllegalStateException where no HTTP response comes */
    public Response request(String method, String url, Map<String, String> headers, String body) {
        return from.in(() -> {
            try {
                return exchange(method, url, headers, body);
            } catch (IOException e) {
                throw new IllegalStateException("%s %s: %s".formatted(method, url, e), e);
            }
        });
    }

    private Response exchange(String method, String url, Map<String, String> headers, String body) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) new URL(url).openConnection();
        if (connection instanceof HttpsURLConnection https) {
            https.setSSLSocketFactory(trusting.getSocketFactory());
            https.setHostnameVerifier((name, session) -> true);
        }
        connection.setInstanceFollowRedirects(false);
        connection.setConnectTimeout(PATIENCE_MILLIS);
        connection.setReadTimeout(PATIENCE_MILLIS);
        connection.setRequestMethod(method);
        connection.setRequestProperty("Connection", "close");
        headers.forEach(connection::setRequestProperty);
        if (!body.isEmpty()) {
            connection.setDoOutput(true);
            connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
        }
        int status = connection.getResponseCode();
        try (InputStream in = status >= 400 ? connection.getErrorStream() : connection.getInputStream()) {
            String text = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new Response(status, text, String.valueOf(connection.getContentType()));
        } finally {
            connection.disconnect();
        }
    }

    private static final class TrustingManager implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
