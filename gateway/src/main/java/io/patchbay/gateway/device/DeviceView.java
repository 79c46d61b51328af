package io.patchbay.gateway.device;

import java.util.List;

/** A registered device as the API shows it, its contacts freshest first. */
public record DeviceView(String name, List<ContactView> contacts) {}
