package io.patchbay.gateway.device;

import io.patchbay.gateway.http.AdminRequest;
import io.patchbay.gateway.http.AdminRoute;
import io.patchbay.gateway.http.AdminRoute.Method;
import io.patchbay.gateway.http.Problem;
import io.patchbay.sip.ContactState;
import io.patchbay.sip.UserAgent;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What an operator asks about devices. */
public final class DeviceRoutes {
    private final UserAgent userAgent;

    public DeviceRoutes(UserAgent userAgent) {
        this.userAgent = userAgent;
    }

    public List<AdminRoute> routes() {
        return List.of(
                new AdminRoute(Method.GET, "/devices", request -> list()),
                new AdminRoute(Method.GET, "/devices/{name}", this::show));
    }

    private List<DeviceView> list() {
        return userAgent.devices().entrySet().stream().map(DeviceRoutes::view).toList();
    }

    private DeviceView show(AdminRequest request) {
        String name = request.pathParameter("name").toLowerCase(Locale.ROOT);
        List<ContactState> contacts = userAgent.devices().getOrDefault(name, List.of());
        if (contacts.isEmpty()) {
            throw Problem.notFound("device '%s' is not registered now".formatted(name));
        }
        return view(Map.entry(name, contacts));
    }

    private static DeviceView view(Map.Entry<String, List<ContactState>> device) {
        return new DeviceView(
                device.getKey(), device.getValue().stream().map(ContactView::of).toList());
    }
}
