package io.nightjar.sample;

import io.nightjar.sample.Household.Address;
import io.nightjar.sample.Person.Role;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * How the shop knows a person: customer records, of which careless people have several, and a loyalty card. Shared by
 * the person's whole life; the opt-ins are those of today and change while it is lived.
 */
final class Papers {
    /** The counter's number: where the till clerk must enter one and the customer gave none. */
    static final String SHOP_PHONE = "+49 30 23125000";

    static final String SHOP_EMAIL = "info@example.com";
    static final String TEST_EMAIL = "test@example.com";

    /** One record of the customer export. */
    record CustomerRecord(
            String number,
            String firstName,
            String lastName,
            String email,
            String phone,
            Address address,
            int sinceDay) {}

    private final List<CustomerRecord> records = new ArrayList<>();
    private String card = "";
    private boolean isCardLinked;
    private String cardEmail = "";
    private String cardPhone = "";
    private String cardFirstName = "";

    private Papers() {}

    static Papers of(Person person, Numbers numbers, Dice dice) {
        Papers papers = new Papers();
        String email = mailbox(person, dice);
        String phone = numbers.nextPhone(dice.chance(0.85));
        papers.records.add(first(person, numbers, email, phone, dice));
        if (person.is(Role.TEST_ACCOUNT)) {
            return papers;
        }
        if (dice.chance(0.14)) {
            papers.records.add(papers.again(person, numbers, dice));
        }
        if (dice.chance(0.02)) {
            papers.records.add(papers.again(person, numbers, dice));
        }
        if (person.habits().member()) {
            papers.takeCard(person, numbers, dice);
        }
        return papers;
    }

    private static String mailbox(Person person, Dice dice) {
        if (person.is(Role.TEST_ACCOUNT)) {
            return TEST_EMAIL;
        }
        Household home = person.household();
        if (home.sharesMailbox()) {
            return "familie." + Names.plain(home.lastName()) + Long.toString(home.number(), 36) + "@example.net";
        }
        return Names.email(person.firstName(), person.lastName(), person.id(), dice);
    }

    private static CustomerRecord first(Person person, Numbers numbers, String email, String phone, Dice dice) {
        boolean hidesEmail = dice.chance(0.03);
        boolean hidesPhone = dice.chance(0.3);
        String nickname = dice.chance(0.01) ? " \"" + person.firstName().substring(0, 2) + "i\"" : "";
        return new CustomerRecord(
                numbers.nextRecord(),
                person.is(Role.TEST_ACCOUNT) ? "Test" : person.firstName() + nickname,
                person.is(Role.TEST_ACCOUNT) ? "Test" : person.lastName(),
                hidesEmail ? SHOP_EMAIL : email,
                hidesPhone ? (dice.chance(0.05) ? SHOP_PHONE : "") : phone,
                person.household().address(),
                person.joinedDay());
    }

    /** The same person registers once more: spelled differently, with a new mailbox or number, or from a new home. */
    private CustomerRecord again(Person person, Numbers numbers, Dice dice) {
        CustomerRecord old = records.get(0);
        boolean keepsEmail = dice.chance(0.45);
        boolean keepsPhone = dice.chance(0.6);
        boolean moved = dice.chance(0.25);
        String otherEmail = Names.email(person.lastName(), person.firstName(), person.id(), dice);
        return new CustomerRecord(
                numbers.nextRecord(),
                dice.chance(0.2) ? Spelling.initial(old.firstName()) : Spelling.name(old.firstName(), dice),
                Spelling.name(old.lastName(), dice),
                keepsEmail ? Spelling.email(old.email(), dice) : otherEmail,
                keepsPhone ? Spelling.phone(old.phone(), dice) : numbers.nextPhone(dice.chance(0.5)),
                moved ? Address.draw(dice) : old.address(),
                old.sinceDay() + 20 + dice.below(300));
    }

    private void takeCard(Person person, Numbers numbers, Dice dice) {
        card = numbers.nextCard();
        isCardLinked = dice.chance(0.7);
        CustomerRecord record = records.get(0);
        cardFirstName = dice.chance(0.15) ? Spelling.name(record.firstName(), dice) : record.firstName();
        cardEmail = dice.chance(0.55) ? Spelling.email(record.email(), dice) : "";
        cardPhone = dice.chance(0.6) ? Spelling.phone(record.phone(), dice) : "";
        if (cardEmail.isEmpty() && cardPhone.isEmpty() && person.isEnglish()) {
            cardEmail = record.email();
        }
    }

    List<CustomerRecord> records() {
        return records;
    }

    /** The record in use on this day: the newest one. */
    CustomerRecord recordOn(int day) {
        CustomerRecord current = records.get(0);
        for (CustomerRecord record : records) {
            if (record.sinceDay() <= day) {
                current = record;
            }
        }
        return current;
    }

    boolean hasCard() {
        return !card.isEmpty();
    }

    String card() {
        return card;
    }

    String cardEmail() {
        return cardEmail;
    }

    String cardPhone() {
        return cardPhone;
    }

    String cardFirstName() {
        return cardFirstName;
    }

    /** Whether the shop's own records tie the card to the customer number. */
    boolean isCardLinked() {
        return isCardLinked;
    }

    static LocalDate birthDate(Person person) {
        return LocalDate.ofYearDay(person.birthYear(), person.birthDay() + 1);
    }
}
