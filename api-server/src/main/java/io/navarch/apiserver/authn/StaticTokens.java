package io.navarch.apiserver.authn;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tokens from a file of lines {@code token,user,uid[,"group1,group2"]}, as kube-apiserver's --token-auth-file. Read once. */
public final class StaticTokens implements Authenticator {

    private static final int WITHOUT_GROUPS = 3;

    private final Map<String, User> users;

    private StaticTokens(Map<String, User> users) {
        this.users = users;
    }

    public static StaticTokens read(Path file) {
        Map<String, User> users = new HashMap<>();
        try {
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                String[] parts = line.split(",", WITHOUT_GROUPS + 1);
                if (parts.length < WITHOUT_GROUPS) {
                    throw new IllegalArgumentException(file + ": a line has fewer than three parts");
                }
                users.put(parts[0].strip(), new User(parts[1].strip(), parts[2].strip(), groups(parts), Map.of()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new StaticTokens(Map.copyOf(users));
    }

    private static List<String> groups(String[] parts) {
        if (parts.length <= WITHOUT_GROUPS) {
            return List.of();
        }
        List<String> groups = new ArrayList<>();
        for (String group : parts[WITHOUT_GROUPS].replace("\"", "").split(",")) {
            if (!group.isBlank()) {
                groups.add(group.strip());
            }
        }
        return List.copyOf(groups);
    }

    /** Every token is compared, so that the time says nothing about how close a guess was. */
    @Override
    public Verdict authenticate(Credentials credentials) {
        byte[] shown = credentials.token().getBytes(StandardCharsets.UTF_8);
        if (shown.length == 0) {
            return Verdict.NOT_MINE;
        }
        Verdict verdict = Verdict.NOT_MINE;
        for (Map.Entry<String, User> entry : users.entrySet()) {
            if (MessageDigest.isEqual(shown, entry.getKey().getBytes(StandardCharsets.UTF_8))) {
                verdict = new Verdict.Known(entry.getValue());
            }
        }
        Arrays.fill(shown, (byte) 0);
        return verdict;
    }
}
