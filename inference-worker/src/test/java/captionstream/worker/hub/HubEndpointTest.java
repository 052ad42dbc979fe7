package captionstream.worker.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HubEndpointTest {
    private final HubEndpoint hub = endpoint("");

    @Test
    void addresses_are_those_of_the_hub() {
        RepositoryName gpt2 = new RepositoryName("openai-community/gpt2");

        assertThat(hub.listing(gpt2, new Revision("refs/pr/1")))
                .hasToString(
                        "https://huggingface.co/api/models/openai-community/gpt2/revision/refs%2Fpr%2F1?blobs=true");
        assertThat(hub.content(gpt2, "607a30d7", "model.safetensors"))
                .hasToString("https://huggingface.co/openai-community/gpt2/resolve/607a30d7/model.safetensors");
    }

    @Test
    void a_mirror_may_lie_below_a_path() {
        assertThat(endpoint("https://mirror.example.org/hf/").page(new RepositoryName("gpt2")))
                .hasToString("https://mirror.example.org/hf/gpt2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://mirror.example.org",
                "ftp://mirror.example.org",
                "mirror.example.org",
                "https://",
                "https://user:geheim@mirror.example.org",
                "https://mirror.example.org?token=geheim",
                "https://mirror.example.org#a",
                "https://mirror example",
                "http://127.0.0.1.example.org",
                "http://localhost.example.org",
                "http://0.0.0.0:80"
            })
    void an_address_that_a_token_is_not_safe_at_is_refused_without_showing_secrets(String address) {
        assertThatThrownBy(() -> endpoint(address))
                .isInstanceOf(HubException.class)
                .hasMessageStartingWith("HF_ENDPOINT is no address")
                .message()
                .doesNotContain("geheim");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:8080", "http://127.0.0.1:1", "http://[::1]:8080", "HTTPS://Example.org"})
    void this_machine_may_be_reached_without_encryption(String address) {
        assertThat(endpoint(address).uri()).hasToString(address);
    }

    @ParameterizedTest
    @CsvSource({
        "https://huggingface.co/x,         true",
        "https://HUGGINGFACE.CO:443/x,     true",
        "https://huggingface.co:8443/x,    false",
        "http://huggingface.co/x,          false",
        "https://cdn-lfs.huggingface.co/x, false",
        "https://huggingface.co.evil.org/, false",
        "https://evil.org/huggingface.co,  false"
    })
    void only_the_hub_itself_is_the_hub(URI uri, boolean own) {
        assertThat(hub.isOwn(uri)).isEqualTo(own);
    }

    @ParameterizedTest
    @CsvSource({
        "https://cdn.example.org/x,    true",
        "http://cdn.example.org/x,     false",
        "http://localhost/x,           false",
        "https://u:p@cdn.example.org/, false",
        "https:/x,                     false",
        "data:x,                       false"
    })
    void redirects_stay_encrypted(URI target, boolean allowed) {
        assertThat(hub.mayLeadTo(target)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "../x",
                "a/b/c",
                "a/..",
                "-a",
                "a b",
                "a/b?x",
                "https://evil.org",
                "a//b",
                "a--b",
                "a/b.",
                "ä"
            })
    void what_is_no_repository_is_refused(String name) {
        assertThatThrownBy(() -> new RepositoryName(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt2", "openai/clip-vit-base-patch16", "laion/CLIP-ViT-B-32-laion2B-s34B-b79K", "a/b_c.d"})
    void names_of_repositories_are_taken(String name) {
        assertThat(new RepositoryName(name)).hasToString(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "a..b", "-x", "/x", "a b", "a?b", "a#b", "a%2e", "a//b", "a\nb"})
    void what_is_no_revision_is_refused(String name) {
        assertThatThrownBy(() -> new Revision(name)).isInstanceOf(IllegalArgumentException.class);
    }

    private static HubEndpoint endpoint(String address) {
        return HubEndpoint.from(Map.of("HF_ENDPOINT", address));
    }
}
