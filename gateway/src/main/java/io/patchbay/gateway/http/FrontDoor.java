package io.patchbay.gateway.http;

import io.patchbay.gateway.access.Access;
import io.patchbay.gateway.access.IpLiteral;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;

/**
 * What comes before every page, call of the API and control connection: who is let in, and over what.
 *
 * <p>Plain HTTP answers only this machine, and only where it is called localhost (programs may write an address of it): a
 * foreign name that points here would make a page from elsewhere one of ours. All others are sent to HTTPS, without which a browser gives no microphone.
 * Health is told to everybody, over both.
 */
final class FrontDoor implements Filter {
    private static final Set<String> FOR_EVERYBODY = Set.of("/healthz", "/readyz");
    private static final int PERMANENT_REDIRECT = 308; // keeps the method, RFC 9110 §15.4.9

    private final Access access;
    private final IntSupplier httpsPort;

    /** @param httpsPort where HTTPS is served; asked at each redirect */
    FrontDoor(Access access, IntSupplier httpsPort) {
        this.access = access;
        this.httpsPort = httpsPort;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        HttpServletResponse answer = (HttpServletResponse) response;
        if (FOR_EVERYBODY.contains(http.getRequestURI())) {
            chain.doFilter(request, response);
            return;
        }
        InetAddress remote = IpLiteral.parse(http.getRemoteAddr());
        Optional<String> refusal = http.getRequestURI().equals(SipServlet.PATH)
                ? access.refusalOfCaller(remote)
                : access.refusalOfBrowser(remote);
        if (refusal.isPresent()) {
            Json.answer(answer, new Problem(403, "not-let-in", "This address is not let in", refusal.get()));
        } else if (http.isSecure() || isServedPlain(http, remote)) {
            chain.doFilter(request, response);
        } else {
            redirect(http, answer);
        }
    }

    private static boolean isServedPlain(HttpServletRequest request, InetAddress remote) {
        boolean thisMachine = remote.isLoopbackAddress()
                || remote.getHostAddress()
                        .equals(IpLiteral.parse(request.getLocalAddr()).getHostAddress());
        String uri = request.getRequestURI();
        boolean forPrograms = uri.startsWith(AdminApi.PREFIX) || uri.equals("/metrics");
        String host = request.getServerName();
        return thisMachine && (isLocalName(host) || forPrograms && IpLiteral.isOne(host));
    }

    private static boolean isLocalName(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        if (name.equals("localhost") || name.endsWith(".localhost")) { // RFC 6761 §6.3: never anybody else's
            return true;
        }
        return IpLiteral.isOne(name) && IpLiteral.parse(name).isLoopbackAddress();
    }

    private void redirect(HttpServletRequest request, HttpServletResponse response) {
        String host = request.getServerName();
        String bracketed = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
        String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
        response.setStatus(PERMANENT_REDIRECT);
        response.setHeader("Cache-Control", "no-store"); // the port may be another one tomorrow
        response.setHeader(
                "Location",
                "https://%s:%d%s%s".formatted(bracketed, httpsPort.getAsInt(), request.getRequestURI(), query));
    }
}
