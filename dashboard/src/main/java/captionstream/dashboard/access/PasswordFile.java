package captionstream.dashboard.access;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Users and bcrypt hashes of their passwords, as {@code htpasswd -B} writes them: {@code name:$2y$10$…} on each line. */
public final class PasswordFile {
    private static final int COST = 10;
    private static final int HIGHEST_COST = 14;

    private PasswordFile() {}

    /**
     * @return hashes by user
     * @throws IllegalArgumentException where a line is none of these; its message quotes no line
     */
    public static Map<String, String> read(Path file) throws IOException {
        Map<String, String> hashes = new TreeMap<>();
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                String place = "line " + (i + 1) + " of " + file;
                int colon = line.indexOf(':');
                check(colon > 0, place + " is not name:hash");
                String hash = line.substring(colon + 1);
                check(isBcrypt(hash), place + " has no bcrypt hash of cost " + HIGHEST_COST + " at most");
                check(hashes.put(line.substring(0, colon), hash) == null, place + " names a user again");
            }
        }
        check(!hashes.isEmpty(), file + " names no user");
        return hashes;
    }

    /** The one user of a password that is given itself. */
    public static Map<String, String> of(String user, String password) {
        check(!user.isEmpty() && user.indexOf(':') < 0, "the dashboard's user must have a name without a colon");
        byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
        check(bytes.length > 0 && bytes.length <= 72, "the dashboard's password must have 1 to 72 bytes");
        return Map.of(user, new String(BCrypt.withDefaults().hash(COST, bytes), StandardCharsets.US_ASCII));
    }

    private static boolean isBcrypt(String hash) {
        return hash.matches("\\$2[aby]\\$[0-9]{2}\\$[./A-Za-z0-9]{53}")
                && Integer.parseInt(hash.substring(4, 6)) >= 4
                && Integer.parseInt(hash.substring(4, 6)) <= HIGHEST_COST;
    }

    private static void check(boolean good, String problem) {
        if (!good) {
            throw new IllegalArgumentException(problem + ": 'htpasswd -B -c FILE NAME' writes a file as it must be");
        }
    }
}
