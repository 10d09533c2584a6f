package dev.sluice.data.templates;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.velocity.VelocityContext;
import org.apache.velocity.app.VelocityEngine;
import org.apache.velocity.exception.VelocityException;
import org.apache.velocity.runtime.RuntimeConstants;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.helpers.NOPLogger;

/**
 * Where AWS does not differ from Velocity (mapping-templates 5), templates render as Velocity itself renders them:
 * white space, escapes, scopes, arithmetic. Velocity runs here with the settings that make it most like its version 1.
 */
class VelocityParityTest {
    private static final int RANDOM_TEMPLATES = 3_000;
    private static final TemplateEngine ENGINE = new TemplateEngine();

    /** One for each case, because Velocity's macros outlive their template. */
    private static VelocityEngine velocity() {
        var velocity = new VelocityEngine();
        velocity.setProperty(RuntimeConstants.RUNTIME_LOG_INSTANCE, NOPLogger.NOP_LOGGER);
        velocity.setProperty(RuntimeConstants.SPACE_GOBBLING, "bc");
        velocity.setProperty(RuntimeConstants.PARSER_HYPHEN_ALLOWED, true);
        velocity.setProperty(RuntimeConstants.CHECK_EMPTY_OBJECTS, false);
        velocity.setProperty(RuntimeConstants.DEFINE_DIRECTIVE_MAXDEPTH, 20);
        velocity.setProperty(RuntimeConstants.RESOURCE_MANAGER_CLASS, NoResources.class.getName());
        velocity.init();
        return velocity;
    }

    private static String byVelocity(VelocityEngine velocity, String template) {
        var out = new StringWriter();
        try {
            velocity.evaluate(new VelocityContext(), out, "parity", template);
        } catch (VelocityException _) {
            return "failed";
        }
        return out.toString();
    }

    private static String byOurs(String template) {
        var none = new TemplateScope.Parameters(Map.of(), Map.of(), Map.of());
        try {
            return ENGINE.compile(template)
                    .render(new TemplateScope("", () -> none, Map::of, Map.of(), new Overrides()));
        } catch (TemplateFailed _) {
            return "failed";
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "  #set($a = 1)  \n  $a\n",
                "x\n  #set($a = 1)\n\n#set($b = 2)y$a$b",
                "x #set($a = 1) y $a",
                "#set($a = 1)#if($a == 1)\n yes \n#end\n.",
                "#set($a = 1)\n  #if($a == 1)  \n yes \n  #else \n no \n  #end  \n.",
                "#set($a = 3)#if($a == 1)one#elseif($a == 2) two #elseif($a == 3) three #else four#end",
                "{\n  #foreach($i in [1..3])\n    $i#if($foreach.hasNext),#end\n  #end\n}",
                "#foreach($i in [3..1])$i:$foreach.index:$foreach.count:$foreach.first:$foreach.last;#end",
                "#foreach($i in [1..2])#foreach($j in [1..2])$i$j$foreach.parent.index #end#end",
                "#foreach($i in [1..5])#if($i == 3)#break#end$i#end after",
                "a#stop b",
                "#foreach($i in [1..3])$i#if($i == 2)#stop#end#end after",
                "#set($i = 'outer')#foreach($i in [1..2])$i#end$i",
                "#foreach($i in [])x#{else}none#end",
                "## comment\nx ## another\ny",
                "a#* block\n comment *#b",
                "#** formal *#b",
                "#[[ $raw #if ]]#",
                "#set($a = 'x')\\$a \\\\$a \\\\\\$a",
                "#set($a = 'x')$!a $!{a} ${a}b ${a}",
                "#set($a = 'x')#$a ##\n",
                "#set($a = 'x')\\#set \\#if \\#foo \\\\#if(true)y#end",
                "#set($a = 'x')$a.length() ${a.length()}. $a.toUpperCase().",
                "$5.00 costs $ and # and #1 #fff 50% a$",
                "#set($m = {'a': 1, 'b': 'two'})$m.a $m.b $m['a'] $m.get('b') $m",
                "#set($l = [1, 'two', [3]])$l[0] $l.get(1) $l[2][0] $l[-1] $l.size() $l",
                "#set($m = {})#set($m.x = 1)#set($m['y'] = 2)$m.x$m.y",
                "#set($l = [1,2])#set($l[0] = 9)$l",
                "#set($a = 7)#set($b = $a / 2)#set($c = $a % 2)#set($d = $a * 3)#set($e = $a - 9)$b $c $d $e",
                "#set($a = 2147483647)#set($b = $a + 1)$b #set($c = 9223372036854775807)#set($d = $c + 1)$d",
                "#set($a = 1.5)#set($b = $a + 1)$b #set($c = $a * 2)$c",
                "#set($a = -3)$a #set($b = -$a)$b",
                "#set($a = 'x' + 1 + 2)$a #set($b = 1 + 2 + 'x')$b",
                "#set($a = \"it is ${foreach}\")",
                "#set($n = 'w')#set($s = \"hello $n.length() ${n}! #if(true)yes#end\")$s",
                "#set($s = \"a\"\"b\")$s #set($t = 'a''b')$t",
                "#set($s = 'no $interpolation')$s",
                "#macro(m $a $b)[$a $b]#end#m(1 2)#m('x' 'y')",
                "#m(1)#macro(m $a)<$a>#end",
                "#macro(m)$x#end#set($x = 1)#m()#set($x = 2)#m()",
                "#macro(m $a)$a#if($a > 0)#set($next = $a - 1)#m($next)#end#end#m(3)",
                "#macro(m)<$bodyContent>#end#@m()body#end",
                "#macro(m $a = 4)$a#end#m()#m(5)",
                "#unknown(1) #unknown #{unknown}x",
                "#define($d)[$v]#end#set($v = 1)$d#set($v = 2)$d",
                "#define($d)a#break b#end$d.",
                "#if(true && !false || false)y#end#if(1 < 2 and 2 >= 2)z#end#if(not true)n#end",
                "#if('a' == \"a\" && 1 == 1.0 && 2 != 3)y#end",
                "#set($a-b = 1)$a-b ${a-b}",
                "#set( $a = {'k': [1, {'z': 'q'}]} )$a.k[1].z",
                "#if(true)#end\n\n#if(true)\n#end x",
                "  #if(true)a#end  #if(true)b#end\n",
                "\t#foreach($i in [1..2])\t\n\t$i\t\n\t#end\t\n",
                "#set($x = \"\\u0041\")$x",
                "$",
                "$!",
                "${",
                "#",
                "$$",
                "\\",
                "#end x",
                "a\r\n#set($a = 1)\r\n$a\r\n#if(true)\r\nx\r\n#end\r\n",
                "#if(true)$!#end",
                "#set($q = 'v')$q.#if(true)x#end $q, $q; ($q) [$q] {$q} \"$q\"",
                "#set($a = 'x')$a[0 $a( $a.( $a.. ${a}.b",
                "#set($a = [1..3])$a.size()",
                "#set($a = 'abc')$a.substring(1) $a.indexOf('c') $a.replace('a', 'z') $a.split('b').size()"
            })
    void rendersAsVelocity(String template) {
        assertThat(byOurs(template)).isEqualTo(byVelocity(velocity(), template));
    }

    static List<String> randomTemplates() {
        return IntStream.range(0, RANDOM_TEMPLATES / 100)
                .mapToObj(Integer::toString)
                .toList();
    }

    /** Blocks, white space and text in any order: the places where directives swallow what is around them. */
    @ParameterizedTest
    @MethodSource("randomTemplates")
    void rendersRandomTemplatesAsVelocity(int seed) {
        var velocity = velocity();
        var random = new Random(seed);
        for (int round = 0; round < 100; round++) {
            var template =
                    new StringBuilder("#set($i = 0)#set($v = 3)#set($w = 4)#set($t = 'text')#macro(mac $p)<$p>\n#end");
            append(template, random, 3);
            String text = template.toString();

            assertThat(byOurs(text)).as(text).isEqualTo(byVelocity(velocity, text));
        }
    }

    private static final List<String> TEXTS = List.of(
            " ",
            "\n",
            "\t",
            "  \n",
            "\n  ",
            " x",
            "{\n",
            "}",
            "\"a\": ",
            "$",
            "#",
            "\\",
            "${v}",
            "${v}",
            "$!{t}",
            "\\${v}",
            "\\\\${v}",
            "${t.length()}",
            "##c\n",
            "#*c*#",
            "#mac($v)",
            "#mac('q')\n",
            "#other",
            "#set($w = $v + 1)",
            " #set($v = $v - 1)\n",
            "\n  #set($w = \"$v \")  ",
            "#[[raw $v]]#",
            "%",
            ".",
            "-",
            "${t}.",
            "\r\n");

    private static void append(StringBuilder template, Random random, int depth) {
        for (int count = random.nextInt(7); count >= 0; count--) {
            int kind = random.nextInt(12);
            if (depth > 0 && kind == 0) {
                block(template, random, depth, "#if($v > " + random.nextInt(4) + ")");
            } else if (depth > 0 && kind == 1) {
                block(template, random, depth, "#foreach($i in [1.." + random.nextInt(3) + "])");
            } else {
                template.append(TEXTS.get(random.nextInt(TEXTS.size())));
            }
        }
    }

    private static void block(StringBuilder template, Random random, int depth, String start) {
        template.append(start);
        append(template, random, depth - 1);
        if (start.startsWith("#if") && random.nextBoolean()) {
            template.append(random.nextBoolean() ? "#else" : "#{else}");
            append(template, random, depth - 1);
        }
        template.append(random.nextInt(8) == 0 ? "#{end}" : "#end");
    }
}
