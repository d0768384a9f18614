import java.io.File;
import java.util.Arrays;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.validators.ValidatorFactory;

/** Prints, for each file named after a flavour (ua1, 3a), OK or the rules it breaks, tab-separated. */
public class Vera {
  public static void main(String[] files) throws Exception {
    VeraGreenfieldFoundryProvider.initialise();
    PDFAFlavour flavour = PDFAFlavour.byFlavourId(files[0]);
    for (String file : Arrays.copyOfRange(files, 1, files.length)) {
      try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), flavour);
          PDFAValidator validator =
              ValidatorFactory.createValidator(flavour, 1000, false, true, false)) {
        ValidationResult result = validator.validate(parser);
        TreeMap<String, String> broken = new TreeMap<>();
        for (TestAssertion one : result.getTestAssertions()) {
          if (one.getStatus() == TestAssertion.Status.FAILED) {
            String rule = one.getRuleId().getClause() + "-" + one.getRuleId().getTestNumber();
            String place = one.getLocation() == null ? "" : one.getLocation().getContext();
            broken.putIfAbsent(rule, (one.getMessage() + " @ " + place).replaceAll("\\s+", " "));
          }
        }
        System.out.println(file + "\t" + (result.isCompliant() ? "OK" : "BROKEN"));
        broken.forEach((rule, message) -> System.out.println("\t" + rule + "\t" + message));
      }
    }
  }
}
