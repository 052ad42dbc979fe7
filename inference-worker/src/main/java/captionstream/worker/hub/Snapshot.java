package captionstream.worker.hub;

import java.util.Map;
import java.util.TreeMap;

/**
 * A repository at one commit.
 *
 * @param revision as it was asked for
 * @param files by name; those in folders are left out
 */
public record Snapshot(RepositoryName repository, Revision revision, String commit, Map<String, HubFile> files) {
    public Snapshot {
        if (!Revision.isCommit(commit)) {
            throw new IllegalArgumentException("'" + commit + "' is no commit");
        }
        files = new TreeMap<>(files);
    }

    boolean has(String name) {
        return files.containsKey(name);
    }

    /** @throws HubException if there is no such file, or it is larger than it may be */
    HubFile file(String name, long maxSize) {
        HubFile file = files.get(name);
        if (file == null) {
            throw new HubException(
                    repository + " has no " + name + " at " + revision, "Choose another repository or revision");
        }
        if (file.size() > maxSize) {
            throw new HubException(
                    name + " of " + repository + " has " + file.size() + " bytes, more than the " + maxSize
                            + " that such a file may have",
                    "");
        }
        return file;
    }
}
