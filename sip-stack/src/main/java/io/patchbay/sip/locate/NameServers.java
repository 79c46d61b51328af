package io.patchbay.sip.locate;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Cache;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.NAPTRRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.lookup.LookupFailedException;
import org.xbill.DNS.lookup.LookupSession;
import org.xbill.DNS.lookup.NoSuchDomainException;
import org.xbill.DNS.lookup.NoSuchRRSetException;

/** Asks for records, with the system's hosts file and a cache that obeys their lifetimes. Any thread; nothing waits. */
final class NameServers {
    private static final Duration PATIENCE = Duration.ofSeconds(2); // for one server, once

    private final LookupSession session;

    private NameServers(Resolver resolver) {
        session = LookupSession.defaultBuilder()
                .resolver(resolver)
                .clearSearchPath()
                .clearCaches()
                .cache(new Cache(DClass.IN))
                .build();
    }

    /** The system's. */
    static NameServers ofSystem() {
        ExtendedResolver resolver = new ExtendedResolver();
        resolver.setTimeout(PATIENCE);
        resolver.setRetries(2);
        return new NameServers(resolver);
    }

    static NameServers at(InetSocketAddress server) {
        SimpleResolver resolver = new SimpleResolver(server);
        resolver.setTimeout(PATIENCE);
        return new NameServers(resolver);
    }

    CompletableFuture<List<NAPTRRecord>> naptr(String domain) {
        return ask(domain, Type.NAPTR, NAPTRRecord.class);
    }

    CompletableFuture<List<SRVRecord>> srv(String service) {
        return ask(service, Type.SRV, SRVRecord.class);
    }

    /** IPv4 first. Fails where there is no address at all. */
    CompletableFuture<List<InetAddress>> addresses(String host) {
        CompletableFuture<List<ARecord>> four = ask(host, Type.A, ARecord.class);
        CompletableFuture<List<AAAARecord>> six = ask(host, Type.AAAA, AAAARecord.class);
        return CompletableFuture.allOf(settled(four), settled(six)).thenCompose(done -> {
            List<InetAddress> all = new ArrayList<>();
            if (!four.isCompletedExceptionally()) {
                four.join().forEach(record -> all.add(record.getAddress()));
            }
            if (!six.isCompletedExceptionally()) {
                six.join().forEach(record -> all.add(record.getAddress()));
            }
            return all.isEmpty()
                    ? four.thenApply(none -> List.<InetAddress>of())
                    : CompletableFuture.completedFuture(all);
        });
    }

    private static CompletableFuture<Void> settled(CompletableFuture<?> future) {
        return future.handle((value, failure) -> null);
    }

    /** None where the name or the kind of record is not there; fails where name servers do. */
    private <T extends Record> CompletableFuture<List<T>> ask(String name, int type, Class<T> kind) {
        Name asked;
        try {
            asked = Name.fromString(name, Name.root);
        } catch (TextParseException e) {
            return CompletableFuture.failedFuture(
                    new CannotLocateException(name + " is no name that a name server knows", e));
        }
        return session.lookupAsync(asked, type).toCompletableFuture().handle((result, failure) -> {
            if (failure == null) {
                return result.getRecords().stream()
                        .filter(kind::isInstance)
                        .map(kind::cast)
                        .toList();
            }
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            if (cause instanceof NoSuchDomainException || cause instanceof NoSuchRRSetException) {
                return List.of();
            }
            String why =
                    cause instanceof LookupFailedException ? "they do not answer" : String.valueOf(cause.getMessage());
            throw new CannotLocateException("name servers say nothing of " + name + ": " + why, cause);
        });
    }
}
