package captionstream.worker.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each of these is one change to a sound tokenizer. The native library aborts the process on several of them. */
class HostileTokenizerTest {
    private static final Path BYTES = Path.of("src", "test", "resources", "tokenizer", "bytes.json");
    private static final String NORMALIZER = "\"normalizer\": null";
    private static final String BYTE_LEVEL =
            "{\"type\": \"ByteLevel\", \"add_prefix_space\": false, \"trim_offsets\": true}";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'type':'Replace','pattern':{'Regex':'(a+)+$'},'content':'x'}",
                "{'type':'Replace','pattern':{'Regex':'('},'content':'x'}",
                "{'type':'Replace','pattern':{'Regex':'\\\\s+'},'content':'LONG'}",
                "{'type':'Replace','pattern':{'String':''},'content':'x'}",
                "{'type':'Replace','pattern':{'Regex':'\\\\s+','String':''},'content':'x'}",
                "{'type':'Replace'}",
                "{'type':'Precompiled','precompiled_charsmap':'AAAA'}",
                "{'type':'Prepend','prepend':'x'}",
                "{'type':7}",
                "{}",
                "'NFC'",
                "{'type':'Sequence','normalizers':[]}",
                "{'type':'Sequence','normalizers':[{'type':'Sequence','normalizers':[{'type':'NFC'}]}]}",
                "{'type':'Sequence','normalizers':[null]}",
                "{'type':'Sequence'}"
            })
    void a_normalizer_that_is_not_known_is_refused(String part) throws IOException {
        assertRefused(NORMALIZER, "\"normalizer\": " + part, "its normalizer");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "null",
                "{'type':'Whitespace'}",
                "{'type':'Split','pattern':{'Regex':'(a*)*b'},'behavior':'Removed','invert':true}",
                "{'type':'Split','pattern':{'String':'a'},'behavior':'Removed','invert':true}",
                "{'type':'Sequence','pretokenizers':[{'type':'Digits'}]}"
            })
    void a_way_to_split_that_is_not_known_is_refused(String part) throws IOException {
        assertRefused("\"pre_tokenizer\": " + BYTE_LEVEL, "\"pre_tokenizer\": " + part, "its pre_tokenizer");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'type':'TemplateProcessing','single':[],'pair':[],'special_tokens':{}}",
                "{'type':'BertProcessing','sep':['x',1],'cls':['y',2]}",
                "{'type':'RobertaProcessing','sep':['x'],'cls':['y',2]}",
                "{'type':'RobertaProcessing','sep':['x',1.5],'cls':['y',2]}"
            })
    void a_post_processor_that_is_not_known_is_refused(String part) throws IOException {
        assertRefused("\"post_processor\": " + BYTE_LEVEL, "\"post_processor\": " + part, "its post_processor");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'decoder': BYTE_LEVEL  | 'decoder': null                    | its decoder",
                "'decoder': BYTE_LEVEL  | 'decoder': {'type':'Strip','content':'a','start':9,'stop':9} | its decoder",
                "'type': 'BPE'          | 'type': 'Unigram'                  | its model type",
                "'dropout': null        | 'dropout': 0.5                     | its dropout",
                "'unk_token': null      | 'unk_token': 7                     | its unk_token",
                "'unk_token': null      | 'unk_token': 'LONG'                | its unk_token",
                "'merges': []           | 'merges': {}                       | its merges",
                "'merges': []           | 'merges': ['zz qq']                | Token `zz` out of vocabulary",
                "'content': 'END'       | 'content': ''                      | its added token",
                "'id': 256              | 'id': 'x'                          | its added token",
                "'!': 0                 | '!': -1                            | is no tokenizer",
                "'!': 0                 | '!': 4294967296                    | is no tokenizer",
                "'!': 0                 | '!': 0, '!': 0                     | Duplicate field"
            })
    void anything_else_that_is_not_known_is_refused(String from, String to, String problem) throws IOException {
        assertRefused(quoted(from), to, problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'padding': null  | 'padding': {'strategy':{'Fixed':2000000000},'direction':'Right',"
                        + "'pad_to_multiple_of':null,'pad_id':0,'pad_type_id':0,'pad_token':'a'}",
                "'normalizer': null | 'normalizer': {'type':'Sequence','normalizers':[{'type':'NFC'}]}",
                "'dropout': null  | 'dropout': 0.0",
                "'type': 'BPE', 'dropout' | 'dropout'"
            })
    void what_makes_no_difference_is_let_through(String from, String to) throws IOException {
        try (Tokenizer tokenizer = Tokenizer.load(changed(quoted(from), to), 257)) {
            assertThat(tokenizer.encodeWithSpecialTokens("A a")).containsExactly(32, 220, 64);
        }
    }

    private void assertRefused(String from, String to, String problem) throws IOException {
        Path file = changed(from, to);

        assertThatThrownBy(() -> Tokenizer.load(file, 257))
                .isInstanceOf(ModelFileException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(problem);
    }

    private Path changed(String from, String to) throws IOException {
        String text = Files.readString(BYTES);
        assertThat(text).contains(from);
        return Files.writeString(folder.resolve("tokenizer.json"), text.replace(from, quoted(to)));
    }

    private static String quoted(String text) {
        return text.replace('\'', '"')
                .replace("BYTE_LEVEL", BYTE_LEVEL)
                .replace("LONG", "x".repeat(1000))
                .replace("END", "<|endoftext|>");
    }
}
