package captionstream.worker.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SnapshotListingTest {
    private static final String COMMIT = "57c216476eefef5ab752ec549e440a49ae4ae5f3";
    private static final String BLOB = "5ab6c2a1b0b2c8e0d6a84d4a3b8a2d6ec4a6b6e4";
    private static final String CONFIG = "{'rfilename':'config.json','size':3,'blobId':'" + BLOB + "'}";

    @Test
    void files_have_the_checksum_of_the_store_they_lie_in() {
        String sha256 = "0123456789abcdef".repeat(4);
        String large = "{'rfilename':'model.safetensors','size':548105171,'blobId':'" + BLOB + "','lfs':{'sha256':'"
                + sha256 + "','size':548105171,'pointerSize':134}}";

        Snapshot snapshot = read("main", listing(CONFIG + "," + large));

        assertThat(snapshot.commit()).isEqualTo(COMMIT);
        assertThat(snapshot.files())
                .containsEntry("config.json", new HubFile("config.json", 3, new Checksum.GitBlob(BLOB)))
                .containsEntry(
                        "model.safetensors", new HubFile("model.safetensors", 548105171, new Checksum.Sha256(sha256)));
    }

    @Test
    void names_with_folders_or_dots_in_front_are_no_files_of_a_model() {
        String elsewhere = "{'rfilename':'../../.bashrc'},{'rfilename':'/etc/passwd'},{'rfilename':'onnx/config.json'},"
                + "{'rfilename':'..'},{'rfilename':'.gitattributes'},{'rfilename':'a\\\\b'},{},null,";

        assertThat(read("main", listing(elsewhere + CONFIG)).files()).containsOnlyKeys("config.json");
    }

    @Test
    void another_commit_than_asked_for_is_refused() {
        assertThat(read(COMMIT, listing(CONFIG)).commit()).isEqualTo(COMMIT);
        assertThatThrownBy(() -> read("0".repeat(40), listing(CONFIG)))
                .isInstanceOf(HubException.class)
                .hasMessageEndingWith("is about another commit, " + COMMIT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'rfilename':'a'}                                | gives no size of a",
                "{'rfilename':'a','size':'3'}                     | gives no size of a",
                "{'rfilename':'a','size':1e3}                     | gives no size of a",
                "{'rfilename':'a','size':99999999999999999999}    | gives no size of a",
                "{'rfilename':'a','size':-1,'blobId':'BLOB'}      | size -1 is negative",
                "{'rfilename':'a','size':1}                       | no Git blob id",
                "{'rfilename':'a','size':1,'blobId':'../../x'}    | no Git blob id: ../../x",
                "{'rfilename':'a','size':1,'lfs':{}}              | no SHA-256",
                "{'rfilename':'a','size':1,'lfs':{'sha256':'ab'}} | no SHA-256: ab",
                "{'rfilename':'a','size':1,'blobId':'BLOB'},{'rfilename':'a','size':2,'blobId':'BLOB'} | has a twice"
            })
    void a_file_without_size_and_checksum_is_refused(String sibling, String problem) {
        assertThatThrownBy(() -> read("main", listing(sibling.replace("BLOB", BLOB))))
                .isInstanceOf(HubException.class)
                .hasMessageStartingWith("What the hub says about openai/clip at main ")
                .hasMessageContaining(problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<!doctype html><title>Sign in</title> | is a web page",
                "` `                                   | has no commit and files",
                "{                                     | is no JSON",
                "[]                                    | has no commit and files",
                "null                                  | has no commit and files",
                "{'sha':'57c2','siblings':[]}          | has no commit and files",
                "{'sha':'../../x','siblings':[]}       | has no commit and files",
                "{'sha':'COMMIT','siblings':{}}        | has no commit and files",
                "{'sha':'COMMIT','sha':'COMMIT'}       | is no JSON: Duplicate"
            })
    void what_is_no_listing_is_refused(String body, String problem) {
        assertThatThrownBy(() -> read("main", body.replace("COMMIT", COMMIT)))
                .isInstanceOf(HubException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void endless_nesting_is_refused() {
        assertThatThrownBy(() -> read("main", "[".repeat(1_000_000)))
                .isInstanceOf(HubException.class)
                .hasMessageContaining("is no JSON");
    }

    private static String listing(String siblings) {
        return "{'id':'openai/clip','sha':'" + COMMIT + "','siblings':[" + siblings + "]}";
    }

    private static Snapshot read(String revision, String body) {
        return new SnapshotListing(new RepositoryName("openai/clip"), new Revision(revision))
                .read(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
