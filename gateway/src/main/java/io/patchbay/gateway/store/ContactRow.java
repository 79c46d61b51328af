package io.patchbay.gateway.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.patchbay.gateway.access.IpLiteral;
import io.patchbay.sip.Binding;
import io.patchbay.sip.SipTarget;
import java.net.InetSocketAddress;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;

/** A row of {@code device_contact}. */
record ContactRow(String device, Binding binding) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TEXT = 256;

    static void bind(PreparedBatch batch, String device, Binding binding) {
        SipTarget target = binding.target();
        batch.bind("device", device)
                .bind("contact", binding.contact())
                .bind("address", target.address().getAddress().getHostAddress())
                .bind("port", target.address().getPort())
                .bind("transport", target.transport())
                .bind("path", write(target.path()))
                .bind("expiresAt", binding.expires().toEpochMilli())
                .bind("since", binding.since().toEpochMilli())
                .bind("preference", binding.preference())
                .bind("instance", binding.instance())
                .bind("regId", binding.regId())
                .bind("userAgent", cut(binding.userAgent()))
                .add();
    }

    static ContactRow read(ResultSet row, StatementContext context) throws SQLException {
        String contact = row.getString("contact");
        SipTarget target = new SipTarget(
                contact,
                new InetSocketAddress(IpLiteral.parse(row.getString("address")), row.getInt("port")),
                row.getString("transport"),
                true,
                path(row.getString("path")));
        Binding binding = new Binding(
                contact,
                target,
                Instant.ofEpochMilli(row.getLong("expires_at")),
                row.getInt("preference"),
                row.getString("instance"),
                row.getInt("reg_id"),
                row.getString("user_agent"),
                Instant.ofEpochMilli(row.getLong("since")));
        return new ContactRow(row.getString("device"), binding);
    }

    static List<Binding> joined(List<Binding> some, List<Binding> more) {
        List<Binding> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }

    private static String write(List<String> path) {
        try {
            return JSON.writeValueAsString(path);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a path that cannot be written", e);
        }
    }

    private static List<String> path(String json) {
        try {
            return JSON.readValue(json, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the path of a device cannot be read: " + json, e);
        }
    }

    private static String cut(String text) {
        return text.length() <= TEXT ? text : text.substring(0, TEXT);
    }
}
