package captionstream.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class SafeTextTest {
    @Test
    void spells_out_what_would_act_on_a_terminal() {
        assertThat(SafeText.oneLine("clears \u001b[2J")).isEqualTo("clears \\x1b[2J");
        assertThat(SafeText.oneLine("8-bit \u009b31m")).isEqualTo("8-bit \\x9b31m");
        assertThat(SafeText.oneLine("overwrites\ra")).isEqualTo("overwrites\\x0da");
        assertThat(SafeText.oneLine("rings \u0007 deletes \u007f")).isEqualTo("rings \\x07 deletes \\x7f");
        assertThat(SafeText.oneLine("reversed \u202egnp")).isEqualTo("reversed \\x202egnp");
        assertThat(SafeText.oneLine("lines\n\u2028")).isEqualTo("lines\\x0a\\x2028");
    }

    @Test
    void leaves_ordinary_text_of_any_script_alone() {
        String text = "A photo of a café, 猫, 👩\u200d🚀 and \"quotes\" \\ backslash.";

        assertThat(SafeText.oneLine(text)).isEqualTo(text);
    }

    @Test
    void spells_out_half_a_surrogate_pair() {
        assertThat(SafeText.oneLine("a\ud83dz")).isEqualTo("a\\xd83dz");
    }

    @Test
    void keeps_the_meaning_of_json() throws Exception {
        ObjectMapper json = new ObjectMapper();
        String hostile = "\u009b31m \u202e \u001b]0;title\u0007";

        String line = SafeText.inJson(json.writeValueAsString(hostile));

        assertThat(line).isEqualTo("\"\\u009b31m \\u202e \\u001B]0;title\\u0007\"");
        assertThat(json.readValue(line, String.class)).isEqualTo(hostile);
    }
}
