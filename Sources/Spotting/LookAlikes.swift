/// Letters that look like others: of other alphabets, with accents, in circles, drawn for mathematics. Who writes "kіll"
/// with a Cyrillic letter means what everybody reads.
///
/// ``LetterReader`` reads the table, and so does the trainer (`script/training/reading.py`), from this very file: each line
/// between the quotation marks is what is read, a blank, and the scalars that it is read for.
enum LookAlikes {
    static let table = """
        a ªÀÁÂÃÄÅàáâãäåĀāĂăĄąǍǎǞǟǠǡǺǻȀȁȂȃȦ
        a ȧɑΆΑάαАаӐӑӒӓᴀᴬᵃḀḁẠạẢảẤấẦầẨẩẪẫẬậẮ
        a ắẰằẲẳẴẵẶặₐÅⒶⓐ🄰🅐🅰
        b ƀɓʙΒβВЬвьᴮᵇḂḃḄḅḆḇℬⒷⓑ🄱🅑🅱
        c ÇçĆćĈĉĊċČčƈϲСсᴄᶜḈḉℂℭⅭⅽⒸⓒꟲ🄫🄲🅒🅲
        d ÐðĎďĐđɗԁᴅᴰᵈḊḋḌḍḎḏḐḑḒḓⅅⅆⅮⅾⒹⓓ🄳🅓🅳
        e ÈÉÊËèéêëĒēĔĕĖėĘęĚěȄȅȆȇȨȩəɛΈΕέεЁЄ
        e ЕеѐёєᴇᴱᵉḔḕḖḗḘḙḚḛḜḝẸẹẺẻẼẽẾếỀềỂểỄễ
        e ỆệₑℯℰⅇⒺⓔ🄴🅔🅴
        f ƒᶠḞḟℱⒻⓕꜰꟳ🄵🅕🅵
        g ĜĝĞğĠġĢģǥǦǧǴǵɡɢᴳᵍḠḡℊⒼⓖ🄶🅖🅶
        h ĤĥĦħȞȟʜʰΗНнҺһᴴḢḣḤḥḦḧḨḩḪḫẖₕℋℌℍℎⒽⓗ
        h 🄷🅗🅷
        i ÌÍÎÏìíîïĨĩĪīĬĭĮįİıǏǐȈȉȊȋɩɪΊΐΙίιϊ
        i ІЇіїᴵᵢḬḭḮḯỈỉỊịⁱℐℑℹⅈⅠⅰⒾⓘ🄸🅘🅸
        j ĴĵǰʲЈјᴊᴶⅉⒿⓙⱼ🄹🅙🅹
        k ĶķƙǨǩΚκКкқᴋᴷᵏḰḱḲḳḴḵₖKⓀⓚ🄺🅚🅺
        l ĹĺĻļĽľŁłƚʟˡӀӏᴸḶḷḸḹḺḻḼḽₗℒℓⅬⅼⓁⓛ🄻🅛🅻
        m µΜμМмᴍᴹᵐḾḿṀṁṂṃₘℳⅯⅿⓂⓜ🄼🅜🅼
        n ÑñŃńŅņŇňŋǸǹɴΝήηпᴺṄṅṆṇṈṉṊṋⁿₙℕⓃⓝ🄽🅝
        n 🅽
        o ºÒÓÔÕÖØòóôõöøŌōŎŏŐőƠơǑǒǪǬǭȌȍȎȏȪȫ
        o ȬȭȮȯȰȱɔΌΟοσόОоᴏᴼᵒṌṍṎṏṐṑṒṓỌọỎỏỐốỒ
        o ồỔổỖỗỘộỚớỜờỞởỠỡỢợₒℴⓄⓞ🄾🅞🅾
        p ƿΡρРрᴘᴾᵖṔṕṖṗₚℙⓅⓟ🄿🅟🅿
        q ǫԛℚⓆⓠꟴ𐞥🅀🅠🆀
        r ŔŕŖŗŘřȐȑȒȓɾʀʳгᴿᵣṘṙṚṛṜṝṞṟℛℜℝⓇⓡ🄬🅁🅡
        r 🆁
        s ŚśŜŝŞşŠšſȘșʂˢςЅѕṠṡṢṣṤṥṦṧṨṩẛₛⓈⓢꜱ🅂
        s 🅢🆂
        t ŢţŤťŦŧȚțΤτТтᴛᵀᵗṪṫṬṭṮṯṰṱẗₜⓉⓣ🅃🅣🆃
        u ÙÚÛÜùúûüŨũŪūŬŭŮůŰűŲųƯưǓǔǕǖǗǘǙǚǛǜ
        u ȔȕȖȗΰυϋύᴜᵁᵘᵤṲṳṴṵṶṷṸṹṺṻỤụỦủỨứỪừỬử
        u ỮữỰựⓊⓤ🅄🅤🆄
        v ʋνѵᴠᵛᵥṼṽṾṿⅤⅴⓋⓥⱽ🅅🅥🆅
        w ŴŵʷωώшѡԝᴡᵂẀẁẂẃẄẅẆẇẈẉẘⓌⓦ🅆🅦🆆
        x ˣΧχХхẊẋẌẍₓⅩⅹⓍⓧ🅇🅧🆇
        y ÝýÿŶŷŸȲȳʏʸΎΥγУуүẎẏẙỲỳỴỵỶỷỸỹⓎⓨ🅈🅨🆈
        z ŹźŻżŽžƵƶȥΖᴢᶻẐẑẒẓẔẕℤℨⓏⓩ🅉🅩🆉
        0 ⁰₀⓪🯰
        1 ¹₁①🯱
        2 ²₂②🯲
        3 ³₃③🯳
        4 ⁴₄④🯴
        5 ⁵₅⑤🯵
        6 ⁶₆⑥🯶
        7 ⁷₇⑦🯷
        8 ⁸₈⑧🯸
        9 ⁹₉⑨🯹
        ae æÆǽǼ
        oe œŒ
        ss ßẞ
        ff ﬀ
        fi ﬁ
        fl ﬂ
        ffi ﬃ
        ffl ﬄ
        st ﬅﬆ
        th þÞ
        """

    /// What a scalar is read as, in small letters; nil where it looks like nothing else.
    static func reading(_ scalar: Unicode.Scalar) -> [UInt8]? {
        switch scalar.value {
        // Wide forms, and the alphabets of mathematics, each A to Z and a to z, and their figures.
        case 0xFF21...0xFF3A: [UInt8(scalar.value - 0xFF21) + 0x61]
        case 0xFF41...0xFF5A: [UInt8(scalar.value - 0xFF41) + 0x61]
        case 0xFF10...0xFF19: [UInt8(scalar.value - 0xFF10) + 0x30]
        case 0x1D400...0x1D6A3: [UInt8((scalar.value - 0x1D400) % 26) + 0x61]
        case 0x1D7CE...0x1D7FF: [UInt8((scalar.value - 0x1D7CE) % 10) + 0x30]
        default: readings[scalar]
        }
    }

    private static let readings: [Unicode.Scalar: [UInt8]] = {
        var readings: [Unicode.Scalar: [UInt8]] = [:]
        for line in table.split(separator: "\n") {
            let parts = line.split(separator: " ")
            guard parts.count == 2 else { continue }
            for scalar in parts[1].unicodeScalars { readings[scalar] = Array(parts[0].utf8) }
        }
        return readings
    }()
}
