import TestLimits
import Testing

@testable import Engine

/// Wishes for a person, and feelings, in the ways in which people say them. Only whole messages count.
@Suite(.serves("F8"), .limited) struct `Wishes for a person` {
    @Test(arguments: [
        "can i talk to someone", "Can I talk to someone please?", "can i speak to somebody",
        "could i talk 2 some1",
        "can i speek to somone plz", "i need to talk", "i need to talk to someone", "I really need to talk",
        "can somebody help me", "can someone help", "can anyone talk to me?", "is anyone there",
        "is anybody there??",
        "hello is anyone there", "anyone there", "Hi, can I talk to a real person please",
        "i want to speak to a human",
        "I'd like to talk to somebody", "i’d like to speak to a person", "i wanna talk to someone now",
        "how do i talk to a person", "who can i talk to", "i need someone", "i need someone to talk to",
        "i need an adult to talk to", "get me a human", "can you get me someone to talk to",
        "put me through to a person",
        "can someone call me", "can you ring me please", "I NEED TO TALK TO SOMEONEEE",
        "let me talk to a grown up",
        "is there anyone i can talk to", "can i chat with a member of staff", "are you there?",
        "i need a person now",
        "person now", "can i talk to the safeguarding lead",
        "Please can I talk to someone about something private",
        "i dont know who to talk to",
    ])
    func `are understood`(words: String) { #expect(ReservedWord.read(words) == .personNow) }

    @Test(arguments: [
        "talk to a human", "a real person please", "human", "someone to talk to", "speak to somebody",
        "call me",
        "i need someone to help me",
    ])
    func `that may be an answer count where nothing else fits`(words: String) {
        #expect(ReservedWord.read(words) == nil)
        #expect(PersonWish.mayBeMeant(by: words))
    }

    @Test(arguments: [
        "I need a person to push my chair", "i need a support worker", "tell an adult", "tell someone",
        "staff",
        "someone", "I like to talk to people", "i like to talk to someone", "an adult", "my mum helps me",
        "i want to talk about school", "talk about it", "Saturday please", "1", "yes", "staff listen to me",
        "i need help with my bus", "there is someone at the door", "i want more staff",
        "we need to talk about transport",
        "a person who knows sign language", "i can talk to my teacher", "can i bring someone",
        "is there food",
        "is there a lift", "are you going to be there", "can you call it something else", "i want a meeting",
        "I need to go to the toilet", "can i talk in the meeting",
    ])
    func `are no others`(words: String) {
        #expect(ReservedWord.read(words) == nil)
        #expect(!PersonWish.mayBeMeant(by: words))
    }

    @Test(arguments: [
        "i feel bad", "i am sad", "I'm sad", "im scared", "i feel lonely", "not good", "i am not ok",
        "I'm not okay",
        "im so sad today", "i feel really lonely and sad", "feeling down", "i dont feel good",
        "im really strugling",
        "i feel awful right now", "i had a bad day", "i want to cry", "i am frightend", "so sad",
        "i feel sooo bad",
    ])
    func `feelings are heard`(words: String) {
        #expect(Feelings.areSaid(in: words))
        #expect(ReservedWord.read(words) == nil)
    }

    @Test(arguments: [
        "i am not sad", "i feel good", "i am ok", "bad", "the food was bad", "i am happy", "good", "not bad",
        "down",
        "I feel bad about the bus times", "school makes people sad", "i am 15", "it was sad", "low", "lost",
        "sad music",
    ])
    func `what is no feeling alone is none`(words: String) { #expect(!Feelings.areSaid(in: words)) }
}
