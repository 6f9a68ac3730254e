package io.navarch.apiserver.validation.storage;

import io.navarch.apiserver.validation.Field;
import java.util.List;

/** Azure disks: the form of the address goes with the kind of disk. */
final class AzureDiskRules {

    private static final List<String> CACHING = List.of("None", "ReadOnly", "ReadWrite");
    private static final List<String> KINDS = List.of("Dedicated", "Managed", "Shared");
    private static final List<String> MANAGED = List.of(
            "/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}");
    private static final List<String> BLOB =
            List.of("https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd");

    private AzureDiskRules() {}

    static void check(Field disk) {
        Field caching = disk.at("cachingMode");
        if (caching.isSet() && !caching.isOneOf(CACHING)) {
            caching.notSupported(CACHING);
        }
        Field kind = disk.at("kind");
        if (!kind.isSet()) {
            return;
        }
        if (!kind.isOneOf(KINDS)) {
            kind.notSupported(KINDS);
        }
        Field address = disk.at("diskURI");
        boolean managed = kind.text().equals("Managed");
        if (managed && !address.text().startsWith("/subscriptions/")) {
            address.notSupported(MANAGED);
        }
        if (!managed && !address.text().startsWith("https://")) {
            address.notSupported(BLOB);
        }
    }
}
