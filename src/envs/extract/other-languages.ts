/**
 * Words of other languages and signs that disown an answer. One list for all families: nobody who writes one of these behind an
 * answer hands it in.
 */
const OTHER_SCRIPTS = new RegExp(
  [
    "错|錯|誤|误|不对|不對|不正确|不正確|不成立|不要|不行|不是答案|作废|作廢|无效|無效|失败|失敗|忽略|撤销|撤銷|撤回|假的|伪造|编造|編造|捏造|瞎猜|猜的|有问题|有問題|未完成|不知道|放弃|放棄|重做|草稿",
    "間違|違う|違います|正しくな|無視|嘘|ダメ|だめ|不正解|いいえ|推測|取り消|分から|わから",
    "틀리|틀린|틀렸|틀림|오답|잘못|무효|아니|거짓|오류|실패|무시|모르|추측",
    "неверн|не верн|неправ|не прав|ошиб|ложь|ложн|недейств|невірн|помилк|игнорир|не подходит|не работает|не годится|черновик|выдум|угад|догадк|не знаю|сдаюсь|(?<!\\p{L})нет(?!\\p{L})",
    "λάθος|λανθασμ|άκυρ|خطأ|خاطئ|غير صحيح|باطل|שגוי|טעות|לא נכון|שגיאה|गलत|ग़लत|ผิด",
    "👎|🙅|🤷|🤔|💩|☠|⚠|🤦|🗑",
  ].join("|"),
  "iu",
);
/** The same in Latin letters, where nothing else is said. */
const OTHER_TONGUES =
  /^(?:(?:das|dies|es|ist|c ?["'’`´]?est|est|la|le|il|ce|è|é|es|está|esto|esta|isto|det|er|är|dit|is|to|jest|bu)[ \t]{1,4}){0,4}(?:nein|non|nee|nej|nie|não|njet|nyet|falsch|faux|fausse|falso|falsa|mal|incorrecto|incorrecta|incorreto|incorreta|err[oó]ne[oa]|equivocado|equivocada|sbagliat[oa]|errato|errata|errad[oa]|inválid[oa]|invalide|ungültig|fehlerhaft|fehler|erreur|errore|erro|onjuist|fout|fel|felaktigt|forkert|błędn[ey]|źle|yanlış|hatalı|väärin|hibás|greșit|špatně|stimmt nicht|nicht (?:richtig|korrekt|gültig)|pas (?:correct|juste|valide|bon)|no es (?:correcto|válido)|salah|sai)$/i;
const PLAIN = /^[\n\r\t -~]*$/;

/** True for a remark with a word of another script, or a sign, that disowns what it stands behind. */
export function disownsInOtherScripts(remark: string): boolean {
  return !PLAIN.test(remark) && OTHER_SCRIPTS.test(remark);
}

/** True for a clause that is such a word in Latin letters. */
export function disownsInOtherTongues(clause: string): boolean {
  return OTHER_TONGUES.test(clause);
}
